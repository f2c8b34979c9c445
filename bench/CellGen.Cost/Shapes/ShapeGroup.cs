using CellGen.NumericTests.Host;

namespace CellGen.Cost.Shapes;

/// <summary>Nets that a table of the report shows together.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Shapes">The nets.</param>
internal sealed record ShapeGroup(string Title, IReadOnlyList<NetShape> Shapes);
