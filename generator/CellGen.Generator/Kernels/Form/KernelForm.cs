namespace CellGen.Generator.Kernels.Form;

/// <summary>A kernel of one width, complete.</summary>
/// <param name="Signature">What it is called and takes.</param>
/// <param name="Body">What it does.</param>
internal sealed record KernelForm(Signature Signature, IReadOnlyList<Statement> Body);
