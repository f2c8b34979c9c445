using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// Vector code reads and writes nothing outside the spans it is given, wherever they begin: what surrounds an input is NaN,
/// and what surrounds an output must stay as it was.
/// </summary>
public class SpanBoundaryTests
{
    private const int Margin = 67;
    private const float Canary = -12345.5f;

    private static readonly ShapeSet Nets = new(Shapes.Representative());

    public static TheoryData<string> Names => Nets.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_outside_the_spans_is_touched(string name)
    {
        NetShape shape = Nets[name];
        foreach (VectorWidth width in VectorWidths.Exact.Append(VectorWidth.Plain))
        {
            foreach (int steps in new[] { 1, 5 })
            {
                var problem = new Problem(shape, steps, "boundaries");
                Dictionary<string, float[]> expected = NetResults.Full(problem, width);
                INet net = problem.NewNet(width);
                object tape = net.NewTape(steps);
                float[] input = Surround(problem.Input, float.NaN);
                float[] outputGradient = Surround(problem.OutputGradient, float.NaN);
                float[] output = Surround(expected["output"], Canary);
                float[] inputGradient = Surround(problem.Input, Canary);

                net.Forward(Inside(input), Inside(output), problem.NewInitialState(net), tape);
                net.Backward(
                    Inside(input), Inside(outputGradient), Inside(inputGradient),
                    problem.NewStateGradient(net), net.NewGradient(), tape);

                BitEquality.Same(Surround(expected["output"], Canary), output, $"output at {width}");
                BitEquality.Same(Surround(expected["input_gradient"], Canary), inputGradient, $"gradient of the input at {width}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_outside_a_tensor_is_touched(string name)
    {
        NetShape shape = Nets[name];
        var problem = new Problem(shape, 1, "boundaries");
        INet net = NetCompiler.Create(shape);
        foreach (ParameterShape tensor in shape.Tensors)
        {
            float[] source = Surround(problem.Weights[tensor.Name], float.NaN);
            float[] destination = Surround(new float[tensor.Count], Canary);
            net.Set(tensor.Name, Inside(source));
            net.Get(tensor.Name, Inside(destination));
            BitEquality.Same(Surround(problem.Weights[tensor.Name], Canary), destination, tensor.Name);
        }
    }

    private static float[] Surround(float[] values, float margin)
    {
        float[] surrounded = new float[values.Length + (2 * Margin)];
        Array.Fill(surrounded, margin);
        values.CopyTo(surrounded, Margin);
        return surrounded;
    }

    private static Span<float> Inside(float[] surrounded) => surrounded.AsSpan(Margin, surrounded.Length - (2 * Margin));
}
