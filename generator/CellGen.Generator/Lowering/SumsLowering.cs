using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>The product of a phase as a kernel that stores its sums, partial sum after partial sum.</summary>
internal sealed class SumsLowering
{
    private readonly KernelBuilder _kernel = new();
    private readonly Signature _signature;
    private readonly MatrixPlan _matrix;
    private readonly StoredProduct _product;
    private readonly int _lanes;
    private readonly PhaseSums _sums;

    public SumsLowering(NetPlan plan, WidthPlan width, SumsKernel kernel)
    {
        _signature = plan.SignatureOf(kernel);
        _matrix = kernel.Matrix;
        _product = width.Of(_matrix).Stored!;
        _lanes = width.Profile.Lanes;
        _sums = new PhaseSums(plan.Step.PhaseOf(_matrix), _matrix, _lanes);
    }

    public KernelForm Lower()
    {
        foreach (var panels in _product.Panels)
        {
            if (panels.Count == 1)
            {
                BuildPanel(panels, panels.First * _product.Layout.PanelLanes);
                continue;
            }

            _kernel.For(WholeType.NativeUnsigned, "panel", panels.Count, 1, () => BuildPanel(
                panels, _kernel.LetWhole(WholeType.NativeUnsigned, "lane", (Whole)"panel" * panels.Width) + (panels.First * _product.Layout.PanelLanes)));
        }

        return new KernelForm(_signature, _kernel.Statements);
    }

    private void BuildPanel(StoredPanels panels, Whole lane)
    {
        foreach (var group in panels.Groups)
        {
            for (int partial = 0; partial < _product.Partials; partial++)
            {
                int number = partial;
                _kernel.Block(() => BuildPartial(panels, lane, group, number));
            }
        }
    }

    /// <summary>One partial sum of a group: every column that belongs to it.</summary>
    private void BuildPartial(StoredPanels panels, Whole lane, IReadOnlyList<int> group, int partial)
    {
        List<Value.Local> sums = [.. group.Select((first, v) => _kernel.Let(
            PartialSumNames.Of(partial, Invariant($"{v}")), partial == 0 ? _sums.Initial(lane + first) : new Value.Zero(_lanes)))];
        Whole start = panels.Count > 1 ? (Whole)"lane" * _product.Columns : panels.First * _product.Layout.PanelLanes * _product.Columns;
        _kernel.LetReference("w", new Memory(ParameterNames.Weights(_matrix), start + (partial * panels.Width)));
        int count = (_product.Columns - partial + _product.Partials - 1) / _product.Partials;
        int done = 0;
        int body = _product.ColumnUnroll;
        if (body > 0 && count > body)
        {
            done = count / body * body;
            _kernel.For(WholeType.NativeUnsigned, "k", partial, partial + (done * _product.Partials), body * _product.Partials, () =>
            {
                BuildColumns(group, sums, panels.Width, body, "k");
                _kernel.Advance("w", body * _product.Partials * panels.Width);
            });
        }

        BuildColumns(group, sums, panels.Width, count - done, partial + (done * _product.Partials));
        for (int v = 0; v < group.Count; v++)
        {
            BuildStore(sums[v], partial, lane + group[v]);
        }
    }

    /// <summary>Some columns of the partial sum, from an element of the operand on.</summary>
    private void BuildColumns(IReadOnlyList<int> group, List<Value.Local> sums, int width, int columns, Whole first)
    {
        for (int column = 0; column < columns; column++)
        {
            int distance = column * _product.Partials;
            _kernel.Add(new Statement.AddColumn(
                new Value.Spread(_lanes, new Memory("operand", first + distance)), new Memory("w", distance * width), [.. group.Select((lane, v) => (lane, sums[v]))]));
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
