using CellGen.Generator.Equations;
using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Lowering;

/// <summary>
/// W x + b_ih of a net with one input: one multiply-add a vector, computed where the equations read it. The way through a row
/// on the stack costs a step of a small net a tenth of its time.
/// </summary>
internal sealed class ScalarInput(bool bias) : ProjectedInput
{
    /// <summary>The variable that holds the input.</summary>
    public const string Input = "inputValue";

    /// <inheritdoc/>
    public override Value Load(int width, Whole lane) => new Value.Apply(Function.MultiplyAdd,
    [
        new Value.SpreadNumber(width, new Value.Local(1, Input)),
        new Value.Load(width, new Memory("weights", lane)),
        bias ? new Value.Load(width, new Memory("inputBiases", lane)) : new Value.Zero(width),
    ]);
}
