using Xunit;

namespace CellGen.NumericTests.Host;

/// <summary>
/// The shapes that one group of tests runs over, compiled together when the first of them is asked for. A theory takes
/// the names, so that each shape is a test of its own in every report.
/// </summary>
public sealed class ShapeSet
{
    private readonly NetShape[] _shapes;

    /// <summary>A set of these shapes, each once.</summary>
    public ShapeSet(IEnumerable<NetShape> shapes) => _shapes = [.. shapes.Distinct()];

    /// <summary>The names of the shapes.</summary>
    public TheoryData<string> Names => [.. _shapes.Select(shape => shape.Name)];

    /// <summary>The shape of that name; the whole set is compiled.</summary>
    public NetShape this[string name]
    {
        get
        {
            NetCompiler.Compile(_shapes);
            return _shapes.Single(shape => shape.Name == name);
        }
    }
}
