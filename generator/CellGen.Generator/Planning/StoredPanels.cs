using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>Equal panels of a packed matrix, one after the other.</summary>
/// <param name="First">The index of the first panel.</param>
/// <param name="Count">The number of panels; above 1 they become a loop.</param>
/// <param name="Width">The number of lanes of each.</param>
/// <param name="Groups">The vectors of a panel that are accumulated together, each by its first lane.</param>
internal sealed record StoredPanels(int First, int Count, int Width, IReadOnlyList<IReadOnlyList<int>> Groups)
{
    public static IEnumerable<StoredPanels> Split(LaneLayout layout, VectorProfile profile)
    {
        int whole = layout.Lanes / layout.PanelLanes;
        if (whole > 0)
        {
            yield return new StoredPanels(0, whole, layout.PanelLanes, GroupsOf(layout.PanelLanes, profile));
        }

        int rest = layout.Lanes - (whole * layout.PanelLanes);
        if (rest > 0)
        {
            yield return new StoredPanels(whole, 1, rest, GroupsOf(rest, profile));
        }
    }

    /// <summary>As few groups as registers allow, of about the same size.</summary>
    private static List<IReadOnlyList<int>> GroupsOf(int lanes, VectorProfile profile)
    {
        int vectors = lanes / profile.Lanes;
        int groups = (vectors + profile.Accumulators - 1) / profile.Accumulators;
        return [.. Enumerable.Range(0, groups).Select(group =>
        {
            int start = vectors * group / groups;
            return (IReadOnlyList<int>)[.. Enumerable.Range(start, (vectors * (group + 1) / groups) - start).Select(vector => vector * profile.Lanes)];
        })];
    }
}
