using CellGen.Generator.Equations;
using CellGen.Generator.Tests.Host;

namespace CellGen.Generator.Tests.Equations;

/// <summary>Each gradient that is derived from a cell is the difference quotient of its equations, in double precision.</summary>
public class DifferentiationTests
{
    public static TheoryData<string> Names => TestCells.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_difference_quotients(string name)
    {
        Cell cell = TestCells.EquationsOf(name, training: true);
        CellGradient gradient = Differentiation.Derive(cell);
        var step = new CellStep(cell);
        var forward = step.Forward();

        Assert.Equal(cell.Values().OfType<Affine>().ToHashSet(), gradient.Affines.Keys.ToHashSet());
        foreach (var (affine, derived) in gradient.Affines)
        {
            Compare(affine, step.Backward(derived, gradient, forward));
        }

        foreach (var (vector, derived) in gradient.Vectors)
        {
            Compare(vector, step.Backward(derived, gradient, forward));
        }

        foreach (var (state, derived) in gradient.States)
        {
            double[] through = step.ThroughMatrices(state, gradient, forward);
            double[] beside = derived is null ? [0] : step.Backward(derived, gradient, forward);
            Compare(state, [.. through.Select((value, i) => value + beside[i % beside.Length])]);
        }

        void Compare(Expression value, double[] derived)
        {
            for (int unit = 0; unit < forward[value].Length; unit++)
            {
                Assert.Equal(step.Difference(value, unit), derived[unit % derived.Length], tolerance: 1e-7);
            }
        }
    }
}
