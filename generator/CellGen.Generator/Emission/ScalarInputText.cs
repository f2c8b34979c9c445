using CellGen.Generator.Printing;

namespace CellGen.Generator.Emission;

/// <summary>
/// W x + b_ih of a net with one input: one multiply-add a vector, computed where the equations read it. The way through a row
/// on the stack costs a step of a small net a tenth of its time.
/// </summary>
internal sealed class ScalarInputText(bool bias) : ProjectedText
{
    /// <inheritdoc/>
    public override string Load(VectorText text, Offset lane)
    {
        string sum = text.MultiplyAdd(text.Broadcast("inputValue"), text.Load("weights", lane), bias ? text.Load("inputBiases", lane) : text.Zero);
        return text.Width == 1 ? $"({sum})" : sum;
    }
}
