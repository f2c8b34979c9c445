using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Layout;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits a body for every group of a matrix's lanes; equal panels, blocks and parts of blocks become loops.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="layout">The packed order of the matrix.</param>
/// <param name="gates">The numbers of gates of the rows that the body reads and writes, besides the matrix's own.</param>
internal sealed class GroupLoops(CodeWriter writer, LaneLayout layout, params int[] gates)
{
    /// <summary>Whether every other step visits the panels in reverse; the variable "odd" says which.</summary>
    public bool Alternates { get; init; }

    public void Emit(IEnumerable<PanelRun> panels, Action<GroupPlace> body)
    {
        foreach (var panel in panels)
        {
            bool loop = panel.Count > 1;
            if (loop)
            {
                EmitVisits("panel", panel.Count);
            }

            foreach (var run in panel.Runs)
            {
                EmitRun(panel, run, body);
            }

            if (loop)
            {
                writer.Close();
            }
        }
    }

    private void EmitRun(PanelRun panel, BlockRun run, Action<GroupPlace> body)
    {
        bool loop = panel.Count > 1;
        bool blocks = run.Count > 1;
        bool parts = run.Parts > 1;
        if (blocks)
        {
            EmitVisits("block", run.Count);
        }

        if (parts)
        {
            writer.Open($"for (nuint part = 0; part < {run.Parts}; part++)");
        }

        bool looped = loop || blocks || parts;
        string? part = parts ? Invariant($"(part * {run.PartUnits})") : null;
        if (looped)
        {
            (string, int)?[] counters = [loop ? ("panel", layout.PanelUnits) : null, blocks ? ("block", run.Units) : null];
            LaneVariables.Declare(
                writer, gates.Append(layout.Gates), part, [.. counters.OfType<(string, int)>()]);
        }

        int origin = loop ? 0 : panel.First * layout.PanelUnits;
        var lane = new Offset(looped ? LaneVariables.Name(layout.Gates) : null, origin * layout.Gates);
        string? block = blocks ? Invariant($"(block * {run.Units * layout.Gates})") : null;
        foreach (var group in run.Groups)
        {
            body(new GroupPlace(group, panel, lane, origin, looped, string.Join(" + ", new[] { block, part }.OfType<string>())));
        }

        if (parts)
        {
            writer.Close();
        }

        if (blocks)
        {
            writer.Close();
        }
    }

    /// <summary>A loop over the panels, or over the blocks of one.</summary>
    private void EmitVisits(string counter, int count)
    {
        if (!Alternates)
        {
            writer.Open($"for (nuint {counter} = 0; {counter} < {count}; {counter}++)");
            return;
        }

        if (counter == "panel")
        {
            writer.Raw("// In reverse on every other step: what was read last is still in a cache.");
        }

        writer.Open($"for (nuint {counter}Visit = 0; {counter}Visit < {count}; {counter}Visit++)");
        writer.Line($"nuint {counter} = odd ? {count - 1} - {counter}Visit : {counter}Visit;");
    }
}

/// <summary>Where the code for a group is.</summary>
/// <param name="Group">The group.</param>
/// <param name="Panel">Its panel, or one of several equal ones.</param>
/// <param name="Lane">The lane from which the group's are counted.</param>
/// <param name="Unit">The unit from which the group's are counted, besides the loops' variables.</param>
/// <param name="Looped">Whether it is in a loop, so that lanes of rows of g gates are counted from <see cref="LaneVariables.Name"/>(g).</param>
/// <param name="InPanel">The C# of the group's place in a column of its panel, or nothing.</param>
internal sealed record GroupPlace(ProductGroup Group, PanelRun Panel, Offset Lane, int Unit, bool Looped, string InPanel)
{
    /// <summary>The number of sums that are in the same scope before this group's.</summary>
    public int FirstSum { get; init; }

    /// <summary>What one of the group's vectors of sums is called.</summary>
    public string Name(int vector) => Invariant($"{FirstSum + vector}");

    /// <summary>The variable that holds it.</summary>
    public string Sum(int vector) => PartialSumText.Name(0, Name(vector));
}
