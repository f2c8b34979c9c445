namespace CellGen.Generator.Model;

/// <summary>What a convolution reads for each of its outputs.</summary>
/// <param name="Inputs">The number of inputs of a step, or of a position of the frame.</param>
/// <param name="Kernel">The number of steps or positions of a window.</param>
/// <param name="Dilation">The distance from one of them to the next.</param>
/// <param name="Frame">The number of positions in the row of a step; 0 where the windows are over time.</param>
/// <param name="Stride">Within a frame, from one window to the next.</param>
/// <param name="Padding">Within a frame, the zeros at either end.</param>
internal sealed record WindowSpec(int Inputs, int Kernel, int Dilation, int Frame, int Stride, int Padding)
{
    /// <summary>The number of windows of a step.</summary>
    public int Count => Frame == 0 ? 1 : Math.Max(1, ((Frame + (2 * Padding) - (Dilation * (Kernel - 1)) - 1) / Stride) + 1);

    /// <summary>The number of floats of the inputs before a sequence that its first windows read.</summary>
    public int HistoryFloats => Frame == 0 ? (Kernel - 1) * Dilation * Inputs : 0;

    /// <summary>The number of values in the windows of a step.</summary>
    public int Size => Count * Kernel * Inputs;
}
