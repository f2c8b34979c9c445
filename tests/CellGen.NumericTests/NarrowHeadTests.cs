using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// A head with few outputs adds in the order that CONTRIBUTING.md states, at every width: 16 fused sums, a tree across them,
/// then the bias.
/// </summary>
public class NarrowHeadTests
{
    private const int Steps = 3;

    private static readonly ShapeSet Nets = new(Shapes.Heads().Where(shape => shape.CanStep && shape.Head is { Output: <= 4, LogSoftmax: false }));

    public static TheoryData<string> Names => Nets.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_is_the_documented_one(string name)
    {
        NetShape shape = Nets[name];
        var problem = new Problem(shape, Steps, "order");
        foreach (VectorWidth width in VectorWidths.Exact)
        {
            INet net = problem.NewNet(width);
            INetState state = problem.NewInitialState(net);
            for (int step = 0; step < Steps; step++)
            {
                var output = new float[shape.OutputSize];
                net.Step(problem.Input.AsSpan(step * shape.Input, shape.Input), output, state);
                float[] hidden = problem.Hidden(state);
                float[] expected = [.. Enumerable.Range(0, shape.OutputSize).Select(row => Output(problem, row, hidden))];
                BitEquality.Same(expected, output, $"step {step} at {width}");
            }
        }
    }

    private static float Output(Problem problem, int row, float[] hidden)
    {
        var weights = problem.Weights["head.weight"].AsSpan(row * hidden.Length, hidden.Length);
        float[] sums = new float[16];
        for (int k = 0; k < hidden.Length; k++)
        {
            sums[k % 16] = MathF.FusedMultiplyAdd(hidden[k], weights[k], sums[k % 16]);
        }

        for (int half = 8; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
            {
                sums[lane] += sums[lane + half];
            }
        }

        return sums[0] + problem.Weights["head.bias"][row];
    }
}
