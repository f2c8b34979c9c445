namespace CellGen.Compare.Peers;

/// <summary>What a peer computed in its last call.</summary>
/// <param name="Output">[T, B, OutputSize]; of decoding the tokens.</param>
/// <param name="InputGradient">[T, B, Input]; null where the row has no backward, or reads tokens.</param>
/// <param name="Gradients">In the order of the problem's parameters; null where the row has no backward.</param>
public sealed record Answer(float[] Output, float[]? InputGradient = null, IReadOnlyList<float[]>? Gradients = null);
