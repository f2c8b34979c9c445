using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>
/// The product of a phase as a kernel that stores its sums, partial sum after partial sum: as <see cref="ProductLowering"/> one row, but
/// with as many vectors of one partial sum as registers hold, and no equations behind them.
/// </summary>
internal sealed class SumsLowering(NetPlan plan, WidthPlan width, SumsKernel kernel)
{
    private readonly KernelBuilder _kernel = new();
    private readonly MatrixPlan _matrix = kernel.Matrix;
    private readonly StoredProduct _product = width.Of(kernel.Matrix).Stored!;
    private readonly int _lanes = width.Profile.Lanes;
    private readonly PhaseSums _sums = new(plan.Step.PhaseOf(kernel.Matrix), kernel.Matrix, width.Profile.Lanes);

    public KernelForm Lower()
    {
        foreach (var panels in _product.Panels)
        {
            if (panels.Count == 1)
            {
                BuildPanel(panels, panels.First * _product.Layout.PanelLanes);
                continue;
            }

            _kernel.For("panel", panels.Count, 1, () => BuildPanel(
                panels, _kernel.LetWhole("lane", (Whole)"panel" * panels.Width) + (panels.First * _product.Layout.PanelLanes)));
        }

        return new KernelForm(plan.SignatureOf(kernel), _kernel.Statements);
    }

    private void BuildPanel(StoredPanels panels, Whole lane)
    {
        foreach (var group in panels.Groups)
        {
            for (int partial = 0; partial < _product.Schedule.Partials; partial++)
            {
                int number = partial;
                _kernel.Block(() => BuildPartial(panels, lane, group, number));
            }
        }
    }

    /// <summary>One partial sum of a group: every column that belongs to it.</summary>
    private void BuildPartial(StoredPanels panels, Whole lane, IReadOnlyList<int> group, int partial)
    {
        List<Value.Local> sums = [.. group.Select((distance, v) => _kernel.Let(
            new Accumulator(_lanes, Invariant($"{v}"))[partial].Name, partial == 0 ? _sums.Initial(lane + distance) : new Value.Zero(_lanes)))];
        Whole first = panels.Count > 1 ? "lane" : panels.First * _product.Layout.PanelLanes;
        _kernel.LetReference("w", new Memory(ParameterNames.Weights(_matrix), (first * _product.Schedule.Columns) + (partial * panels.Width)));
        new ColumnLoop(_kernel, _product.Schedule.OfPartial(partial)) { Moving = [("w", panels.Width)] }.Build(columns =>
        {
            foreach (var column in columns)
            {
                _kernel.Add(new Statement.AddColumn(
                    new Value.Spread(_lanes, new Memory("operand", column.Element)),
                    new Memory("w", column.Distance * panels.Width),
                    [.. group.Select((lane, v) => (lane, sums[v]))]));
            }
        });
        for (int v = 0; v < group.Count; v++)
        {
            BuildStore(sums[v], partial, lane + group[v]);
        }
    }

    /// <summary>(a + b) + (c + d), as the sums become known.</summary>
    private void BuildStore(Value.Local sum, int partial, Whole lane)
    {
        var first = new Memory("sums", lane);
        var second = new Memory("sums", lane + _product.Layout.Lanes);
        Value Load(Memory from) => new Value.Load(_lanes, from);
        _kernel.Store(partial == 2 ? second : first, partial switch
        {
            0 or 2 => sum,
            1 => Load(first) + sum,
            _ => Load(first) + (Load(second) + sum),
        });
    }
}
