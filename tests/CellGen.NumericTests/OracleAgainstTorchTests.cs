using CellGen.NumericTests.Goldens;
using CellGen.NumericTests.Host;
using CellGen.NumericTests.Oracle;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>The oracle itself is right: it gives what torch gives in float64.</summary>
public class OracleAgainstTorchTests
{
    // Largest distances met: 1e-15 forward; for finite differences 1.4e-11, and 1.8e-9 with kinks (short steps).
    private const double ForwardTolerance = 1e-14;
    private const double SmoothTolerance = 1e-10;
    private const double KinkedTolerance = 1e-7;

    // Differences in nets above this size cost seconds and prove nothing new.
    private const int LargestDifferenced = 40;

    private static readonly CellKind[] TorchKinds = [CellKind.Rnn, CellKind.Gru, CellKind.Lstm];

    public static TheoryData<string> Cases => GoldenFiles.TorchNames;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_gives_torchs_results(string name)
    {
        Golden golden = GoldenFiles.Find(name);
        foreach ((string result, double[] values) in new OracleProblem(golden.Problem).Results())
        {
            double distance = Closeness.Distance(golden.Results[result], golden.Sample(result, values));
            Closeness.Within(ForwardTolerance, distance, result);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Differences_give_torchs_gradients(string name)
    {
        Golden golden = GoldenFiles.Find(name);
        if (golden.Shape.Hidden > LargestDifferenced)
        {
            return;
        }

        bool kinks = golden.Shape.HasKinks;
        double step = kinks ? FiniteDifference.ShortStep : FiniteDifference.SmoothStep;
        var problem = new OracleProblem(golden.Problem);
        foreach ((string result, double[] values) in problem.Variables())
        {
            int[] sampled = golden.Sample(result, Enumerable.Range(0, values.Length).ToArray());
            int[] picked = [.. Enumerable.Range(0, Math.Min(sampled.Length, 8)).Select(i => i * sampled.Length / Math.Min(sampled.Length, 8))];
            double[] estimates = [.. picked.Select(i => FiniteDifference.Estimate(problem.Loss, values, sampled[i], step))];
            double[] expected = [.. picked.Select(i => golden.Results[result][i])];
            Closeness.Within(kinks ? KinkedTolerance : SmoothTolerance, Closeness.Distance(expected, estimates), result);
        }
    }

    [Fact]
    public void Every_kind_has_every_topology_and_all_tensors()
    {
        NetShape[] shapes = [.. GoldenFiles.Torch.Select(golden => golden.Shape)];
        foreach (CellKind kind in TorchKinds)
        {
            Assert.Equal(12, Topologies(shape => shape.Kind == kind && shape == Plain(shape)));
            Assert.Superset(
                new HashSet<int> { 1, 3, 7, 9, 13, 20, 33, 64, 128, 257 },
                shapes.Where(shape => shape.Kind == kind).Select(shape => shape.Hidden).ToHashSet());
        }

        Assert.Equal(12, Topologies(shape => shape.Projection > 0 && shape == Plain(shape) with { Projection = shape.Projection }));
        Assert.Equal(Enum.GetValues<CellKind>(), shapes.Select(shape => shape.Kind).Distinct().Order());
        Assert.All(GoldenFiles.Torch, golden =>
            Assert.Equal(golden.Shape.Tensors.Count + (golden.Shape.HasCell ? 6 : 4), golden.Results.Count));

        int Topologies(Func<NetShape, bool> predicate) =>
            shapes.Where(predicate).Select(shape => (shape.Layers, shape.Bidirectional, shape.Bias)).Distinct().Count();

        static NetShape Plain(NetShape shape) =>
            new(shape.Kind, shape.Input, shape.Hidden, shape.Layers, shape.Bidirectional, shape.Bias, Head: shape.Head);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_bound_or_an_early_reset_makes_a_difference(string name)
    {
        // Otherwise the golden would prove nothing about it.
        Golden golden = GoldenFiles.Find(name);
        NetShape shape = golden.Shape;
        NetShape[] others =
        [
            shape with { Clip = 0 },
            shape with { CellClip = 0 },
            shape with { ResetAfter = true },
        ];
        foreach (NetShape other in others.Where(other => other != shape && shape.Nonlinearity != Nonlinearity.Identity))
        {
            double[] output = new OracleProblem(new(other, golden.Steps, golden.Name)).Results()["output"];
            double distance = Closeness.Distance(golden.Results["output"], golden.Sample("output", output));
            Assert.True(distance > 1e-3, $"{other.Name} is off by no more than {distance:e1}");
        }
    }
}
