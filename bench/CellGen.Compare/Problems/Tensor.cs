namespace CellGen.Compare.Problems;

/// <summary>A tensor of parameters, or its gradient.</summary>
/// <param name="Name">torch's name, such as weight_ih_l0.</param>
/// <param name="Values">Row-major, in torch's shape.</param>
public sealed record Tensor(string Name, float[] Values);
