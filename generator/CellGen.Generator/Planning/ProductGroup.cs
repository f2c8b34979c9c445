using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>Sums that are accumulated together in registers, and the slices of units that are computed from them.</summary>
/// <param name="VectorLanes">The first lane of each vector of sums.</param>
/// <param name="Slices">The slices of units.</param>
internal sealed record ProductGroup(IReadOnlyList<int> VectorLanes, IReadOnlyList<GroupSlice> Slices)
{
    /// <summary>
    /// Cuts the units from start up to end into groups of at most so many vectors. Units and lanes are relative to
    /// <paramref name="origin"/>.
    /// </summary>
    public static IEnumerable<ProductGroup> Split(
        LaneLayout layout, VectorProfile profile, int vectors, int start, int end, int origin)
    {
        var lanes = new List<int>();
        var slices = new List<GroupSlice>();
        foreach (var atom in AtomsOf(layout, profile, start, end))
        {
            int added = atom.SelectMany(slice => LanesOf(layout, profile, slice)).Except(lanes).Count();
            if (lanes.Count > 0 && lanes.Count + added > vectors)
            {
                yield return new ProductGroup([.. lanes.Select(lane => lane - (origin * layout.Gates))], [.. slices]);
                lanes.Clear();
                slices.Clear();
            }

            foreach (var slice in atom)
            {
                lanes.AddRange(LanesOf(layout, profile, slice).Except(lanes).ToList());
                slices.Add(new GroupSlice(
                    slice with { Unit = slice.Unit - origin },
                    [.. Enumerable.Range(0, layout.Gates).Select(gate => PartOf(layout, profile, slice, gate, lanes, origin))]));
            }
        }

        if (slices.Count > 0)
        {
            yield return new ProductGroup([.. lanes.Select(lane => lane - (origin * layout.Gates))], [.. slices]);
        }
    }

    /// <summary>Slices that must stay together: those of the small blocks share vectors.</summary>
    private static IEnumerable<IReadOnlyList<UnitSlice>> AtomsOf(LaneLayout layout, VectorProfile profile, int start, int end)
    {
        var slices = UnitSlices.Of(layout, profile, start, end).ToList();
        var sharing = slices.Where(slice => slice.Width < profile.Lanes).ToList();
        foreach (var slice in slices.Except(sharing))
        {
            yield return [slice];
        }

        if (sharing.Count > 0)
        {
            yield return sharing;
        }
    }

    private static IEnumerable<int> LanesOf(LaneLayout layout, VectorProfile profile, UnitSlice slice) =>
        Enumerable.Range(0, layout.Gates).Select(gate => VectorLane(layout, profile, gate, slice.Unit)).Distinct();

    private static int VectorLane(LaneLayout layout, VectorProfile profile, int gate, int unit) =>
        layout.Lane(gate, unit) / profile.Lanes * profile.Lanes;

    private static GatePart PartOf(
        LaneLayout layout, VectorProfile profile, UnitSlice slice, int gate, List<int> lanes, int origin)
    {
        int lane = layout.Lane(gate, slice.Unit);
        int vector = VectorLane(layout, profile, gate, slice.Unit);
        int index = lanes.IndexOf(vector);
        return index >= 0
            ? new GatePart(lane - (origin * layout.Gates), index, (lane - vector) / slice.Width)
            : throw new InvalidOperationException($"The group has no vector from lane {vector} on.");
    }
}

/// <summary>A slice of units and where each gate's sums for it are.</summary>
internal sealed record GroupSlice(UnitSlice Slice, IReadOnlyList<GatePart> Gates);

/// <summary>The sums of one gate for a slice of units.</summary>
/// <param name="Lane">The first lane.</param>
/// <param name="Vector">The index of the group's vector that holds them.</param>
/// <param name="Part">Which part of that vector they are, in widths of the slice.</param>
internal readonly record struct GatePart(int Lane, int Vector, int Part);
