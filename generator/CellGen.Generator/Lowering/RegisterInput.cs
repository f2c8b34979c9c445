using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>W x + b_ih of a few inputs, summed in registers where the equations read it, in the order of the product over rows.</summary>
internal sealed class RegisterInput(KernelBuilder kernel, RowProduct product, VectorProfile profile) : ProjectedInput
{
    /// <summary>The variable that holds the input, where there is one.</summary>
    private const string Single = "inputValue";

    private readonly int _partials = product.Partials(profile);

    private int _count;

    /// <inheritdoc/>
    public override string Row => "input";

    /// <inheritdoc/>
    public override void Begin()
    {
        kernel.Comment(product.Start == RowStart.Bias ? "inputA0, inputA1, …: W x + b_ih, a vector each." : "inputA0, inputA1, …: W x, a vector each.");
        if (product.UsedColumns == 1)
        {
            kernel.Let(Single, new Value.Load(1, "input"));
        }
    }

    /// <inheritdoc/>
    public override RowProduct? InPanels => product.Columns > 1 && product.Layout.Lanes > product.Layout.PanelLanes ? product : null;

    /// <inheritdoc/>
    public override Value Load(int width, Whole lane)
    {
        var sum = new Accumulator(width, Invariant($"{_count++}"), "input");
        Accumulator.Start(kernel, _partials, [(sum, product.Start == RowStart.Bias ? new Value.Load(width, new Memory("inputBiases", lane)) : new Value.Zero(width))]);
        for (int k = 0; k < product.UsedColumns; k++)
        {
            Value number = product.UsedColumns == 1
                ? new Value.SpreadNumber(width, new Value.Local(1, Single))
                : new Value.Spread(width, new Memory("input", k));
            kernel.Add(new Statement.AddColumn(number, new Memory("weights", PlaceOf(k)), [(0, sum[k % _partials])]));
        }

        sum.Finish(kernel, _partials);
        return sum[0];

        Whole PlaceOf(int column)
        {
            int known = product.Layout.MatrixIndex(lane.Known, column, product.Columns);
            return lane is Whole.Number ? known
                : InPanels is null ? lane + (known - lane.Known)
                : (Whole)LaneVariables.InputPlace + known;
        }
    }
}
