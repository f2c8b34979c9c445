namespace CellGen.Generator.Tests.Kernels;

/// <summary>A kernel does what it may not: it reads or writes outside of its memory, or its form does not fit together.</summary>
internal sealed class FormException(string message) : Exception(message);
