using CellGen.NumericTests.Host;
using CellGen.NumericTests.Networks;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// Denormal numbers in a batch are read as zero, from a copy: the gradient of the input has the rows of the input all the
/// same, whatever the distances between them.
/// </summary>
public class DenormalBatchTests
{
    private static readonly int[] Lengths = [3, 5, 1, 4];

    private static readonly ShapeSet Nets = new([new(CellKind.Gru, 5, 5, OneWidth: true), new(CellKind.Lstm, 5, 5, 2, Head: new(5), OneWidth: true)]);

    public static TheoryData<string> Names => Nets.Names;

    public static TheoryData<string> NetworkNames => ["Denoiser", "Own", "Middle", "Amplifier", "Nested"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_sequence_has_the_gradient_that_it_has_alone(string name)
    {
        Problem[] problems = [.. Lengths.Select((length, i) => new Problem(Nets[name], length, "denormal", i.ToString()))];
        foreach (Problem problem in problems)
        {
            Spoil(problem.Input);
        }

        INet net = problems[0].NewNet();
        foreach (BatchLayout layout in Enum.GetValues<BatchLayout>())
        {
            float[] input = BatchRows.Lay([.. problems.Select(problem => problem.Input)], 5, 5, layout, float.NaN);
            float[] gradients = BatchRows.Lay([.. problems.Select(problem => problem.OutputGradient)], 5, 5, layout, float.NaN);
            float[] inputGradient = [.. Enumerable.Repeat(float.NaN, input.Length)];
            object tape = net.NewTape(5, Lengths.Length);
            net.ForwardBatch(input, new float[input.Length], Lengths, [], tape, layout);
            net.BackwardBatch(input, gradients, inputGradient, Lengths, [], net.NewGradient(), tape, layout);
            for (int i = 0; i < problems.Length; i++)
            {
                object own = net.NewTape(Lengths[i]);
                float[] alone = new float[problems[i].Input.Length];
                net.Forward(problems[i].Input, new float[alone.Length], null, own);
                net.Backward(problems[i].Input, problems[i].OutputGradient, alone, null, net.NewGradient(), own);
                for (int step = 0; step < Lengths[i]; step++)
                {
                    int row = layout == BatchLayout.TimeFirst ? (step * Lengths.Length) + i : (i * 5) + step;
                    BitEquality.Same(alone.AsSpan(step * 5, 5), inputGradient.AsSpan(row * 5, 5), $"{layout}, sequence {i}, step {step}");
                }
            }

            Assert.Equal((20 - Lengths.Sum()) * 5, inputGradient.Count(float.IsNaN));
        }
    }

    [Theory]
    [MemberData(nameof(NetworkNames))]
    public void So_it_is_in_nets_of_several_layers(string name)
    {
        NetworkProblem[] problems = [.. Lengths.Select((length, i) => new NetworkProblem(CommittedNetworks.Find(name), length, "denormal" + i))];
        foreach (NetworkProblem problem in problems)
        {
            Spoil(problem.Input.Rows);
        }

        foreach (VectorWidth width in VectorWidths.Exact)
        {
            ILayeredNet net = problems[0].NewNet(CommittedNetworks.Compiler, width);
            NetworkAgreement.AssertBatch(problems, net, BatchLayout.TimeFirst, workspace: 0);
            NetworkAgreement.AssertBatch(problems, net, BatchLayout.BatchFirst, workspace: 0);
            NetworkAgreement.AssertBatch(problems, net, BatchLayout.TimeFirst, workspace: 4);
            if (problems[0].Net.CanStep)
            {
                NetworkAgreement.AssertSteps(problems[1], net);
            }
        }
    }

    private static void Spoil(float[] input)
    {
        for (int i = 0; i < input.Length; i += 3)
        {
            input[i] = (i % 2 == 0 ? 1 : -1) * 1e-40f;
        }
    }
}
