using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.NumericTests.Host;

namespace CellGen.PropertyTests;

/// <summary>A batch gives the bits that its sequences give alone; what lies beyond their ends is not touched.</summary>
public static class BatchAgreement
{
    private const float Untouched = 12345;

    /// <summary>Fails at the first bit that differs.</summary>
    public static void Check(RandomProblem random)
    {
        NetShape shape = random.Shape;
        int[] lengths = [.. random.Lengths];
        Problem[] alone = [.. lengths.Select((length, i) => new Problem(shape, length, $"batch{i}"))];
        var weights = new Problem(shape, 1, "batch");
        INet net = weights.NewNet();
        int steps = lengths.Max();
        int outputSteps = shape.HasOneOutputRow ? 1 : steps;
        BatchLayout layout = random.Layout;

        // Padding of the input is NaN: whatever reads it shows.
        float[] input = Scatter(alone, problem => problem.Input, shape.Input, steps, layout, float.NaN);
        float[] outputGradient = Scatter(alone, problem => problem.OutputGradient, shape.OutputSize, outputSteps, layout, float.NaN);
        float[] output = Filled(lengths.Length * outputSteps * shape.OutputSize);
        float[] inputGradient = Filled(input.Length);
        INetState[] states = [.. alone.Select(problem => problem.NewInitialState(net))];
        INetState[] stateGradients = [.. alone.Select(problem => problem.NewStateGradient(net))];
        INetGradient gradient = net.NewGradient();
        object tape = net.NewTape(steps, lengths.Length);
        net.ForwardBatch(input, output, lengths, states, tape, layout);
        net.BackwardBatch(input, outputGradient, inputGradient, lengths, stateGradients, gradient, tape, layout);
        var inferred = Filled(output.Length);
        net.ForwardBatch(input, inferred, lengths, [.. alone.Select(problem => problem.NewInitialState(net))], net.NewWorkspace(steps, lengths.Length), layout);
        BitEquality.Same(output, inferred, "with and without a tape");

        var outputs = new List<float[]>();
        var inputGradients = new List<float[]>();
        INetGradient sum = net.NewGradient();
        for (int i = 0; i < alone.Length; i++)
        {
            object single = net.NewTape(lengths[i]);
            INetState state = alone[i].NewInitialState(net);
            INetState stateGradient = alone[i].NewStateGradient(net);
            outputs.Add(new float[shape.OutputCount(lengths[i])]);
            inputGradients.Add(new float[alone[i].Input.Length]);
            net.Forward(alone[i].Input, outputs[i], state, single);
            net.Backward(alone[i].Input, alone[i].OutputGradient, inputGradients[i], stateGradient, sum, single);
            SameStates(shape, alone[i], state, states[i], $"state {i}");
            SameStates(shape, alone[i], stateGradient, stateGradients[i], $"state gradient {i}");
        }

        BitEquality.Same(BatchRows.Lay([.. outputs], shape.OutputSize, outputSteps, layout, Untouched), output, "output");
        BitEquality.Same(BatchRows.Lay([.. inputGradients], shape.Input, steps, layout, Untouched), inputGradient, "input gradient");
        BitEquality.Same(sum.Values, gradient.Values, "gradient");
    }

    private static void SameStates(NetShape shape, Problem problem, INetState expected, INetState actual, string what)
    {
        BitEquality.Same(problem.Hidden(expected), problem.Hidden(actual), what);
        if (shape.HasCell)
        {
            BitEquality.Same(problem.Cell(expected), problem.Cell(actual), what);
        }
    }

    private static float[] Filled(int count)
    {
        var values = new float[count];
        Array.Fill(values, Untouched);
        return values;
    }

    private static float[] Scatter(
        IReadOnlyList<Problem> problems, Func<Problem, float[]> rows, int size, int steps, BatchLayout layout, float padding) =>
        BatchRows.Lay([.. problems.Select(rows)], size, steps, layout, padding);
}
