namespace CellGen.Generator.Planning;

/// <summary>A function of each value of some rows, or its gradient.</summary>
/// <param name="Name">The name of the method.</param>
/// <param name="Summary">What it computes.</param>
/// <param name="IsGradient">Whether it is the gradient, which reads that of the function's value, too.</param>
/// <param name="Program">What is done with each value.</param>
internal sealed record ElementwiseKernel(string Name, string Summary, bool IsGradient, ElementwiseProgram Program) : Kernel(Summary);
