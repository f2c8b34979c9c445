using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using CellGen.Layout;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>A body for every group of a matrix's lanes; equal panels, blocks and parts of blocks become loops.</summary>
/// <param name="kernel">Where to write.</param>
/// <param name="layout">The packed order of the matrix.</param>
/// <param name="gates">The numbers of gates of the rows that the body reads and writes, besides the matrix's own.</param>
internal sealed class GroupLoops(KernelBuilder kernel, LaneLayout layout, params int[] gates)
{
    /// <summary>Whether every other step visits the panels in reverse; the variable "odd" says which.</summary>
    public bool Alternates { get; init; }

    /// <summary>The product with the input that is summed beside this one, where it has several panels.</summary>
    public RowProduct? Input { get; init; }

    public void Build(IEnumerable<PanelRun> panels, Action<GroupPlace> body)
    {
        foreach (var panel in panels)
        {
            Visit("panel", panel.Count, () =>
            {
                foreach (var run in panel.Runs)
                {
                    BuildRun(panel, run, body);
                }
            });
        }
    }

    private void BuildRun(PanelRun panel, BlockRun run, Action<GroupPlace> body) => Visit("block", run.Count, () =>
    {
        bool loop = panel.Count > 1;
        bool looped = loop || run.Count > 1 || run.Parts > 1;
        kernel.Repeat("part", run.Parts, counter =>
        {
            var part = counter * run.PartUnits;
            if (looped)
            {
                (string, int)?[] counters = [loop ? ("panel", layout.PanelUnits) : null, run.Count > 1 ? ("block", run.Units) : null];
                LaneVariables.Declare(kernel, gates.Append(layout.Gates), part, [.. counters.OfType<(string, int)>()]);
                if (Input is not null)
                {
                    var panels = loop ? (Whole)"panel" * (Input.Layout.PanelLanes * Input.Columns) : 0;
                    kernel.LetWhole(LaneVariables.InputPlace, panels + BlockOf(Input.Layout.Gates) + part);
                }
            }

            int origin = loop ? 0 : panel.First * layout.PanelUnits;
            var lane = (looped ? LaneVariables.Of(layout.Gates) : 0) + (origin * layout.Gates);
            foreach (var group in run.Groups)
            {
                body(new GroupPlace(group, panel, lane, origin, looped, BlockOf(layout.Gates) + part));
            }
        });

        Whole BlockOf(int ofGates) => run.Count > 1 ? (Whole)"block" * (run.Units * ofGates) : 0;
    });

    /// <summary>A loop over the panels, or over the blocks of one; none where there is one of them.</summary>
    private void Visit(string counter, int count, Action body)
    {
        if (!Alternates || count <= 1)
        {
            kernel.Repeat(counter, count, _ => body());
            return;
        }

        if (counter == "panel")
        {
            kernel.Comment("In reverse on every other step: what was read last is still in a cache.");
        }

        string visit = Invariant($"{counter}Visit");
        kernel.For(visit, count, 1, () =>
        {
            kernel.LetWhole(counter, new Whole.Choice(new Truth.Variable("odd"), (Whole)(count - 1) - visit, visit));
            body();
        });
    }
}
