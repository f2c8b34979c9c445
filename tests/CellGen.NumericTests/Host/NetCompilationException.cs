namespace CellGen.NumericTests.Host;

/// <summary>A compilation of nets has errors, or generated code has warnings.</summary>
/// <param name="shapes">The shapes of the compilation.</param>
/// <param name="problems">The diagnostics; the message holds the first twenty.</param>
public sealed class NetCompilationException(NetShape[] shapes, string[] problems) : Exception(
    $"{problems.Length} problems in {string.Join(", ", shapes.Select(shape => shape.Name))}:\n"
    + string.Join("\n", problems.Take(20)));
