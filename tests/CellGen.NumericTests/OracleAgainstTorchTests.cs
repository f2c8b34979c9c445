using CellGen.NumericTests.Goldens;
using CellGen.NumericTests.Host;
using CellGen.NumericTests.Oracle;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>The oracle itself is right: it gives what torch gives in float64.</summary>
public class OracleAgainstTorchTests
{
    // Largest distances met: 1e-15 forward; for finite differences 1.4e-11, and 1.8e-9 with relu (short steps).
    private const double ForwardTolerance = 1e-14;
    private const double SmoothTolerance = 1e-10;
    private const double ReluTolerance = 1e-7;

    // Differences in nets above this size cost seconds and prove nothing new.
    private const int LargestDifferenced = 40;

    public static TheoryData<string> Cases => GoldenFiles.Names;

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

        bool relu = golden.Shape.Nonlinearity == Nonlinearity.Relu;
        double step = relu ? FiniteDifference.ShortStep : FiniteDifference.SmoothStep;
        var problem = new OracleProblem(golden.Problem);
        foreach ((string result, double[] values) in problem.Variables())
        {
            int[] sampled = golden.Sample(result, Enumerable.Range(0, values.Length).ToArray());
            int[] picked = [.. Enumerable.Range(0, Math.Min(sampled.Length, 8)).Select(i => i * sampled.Length / Math.Min(sampled.Length, 8))];
            double[] estimates = [.. picked.Select(i => FiniteDifference.Estimate(problem.Loss, values, sampled[i], step))];
            double[] expected = [.. picked.Select(i => golden.Results[result][i])];
            Closeness.Within(relu ? ReluTolerance : SmoothTolerance, Closeness.Distance(expected, estimates), result);
        }
    }

    [Fact]
    public void Every_kind_has_every_topology_and_all_tensors()
    {
        NetShape[] shapes = [.. GoldenFiles.All.Select(golden => golden.Shape)];
        foreach (CellKind kind in new[] { CellKind.Rnn, CellKind.Gru, CellKind.Lstm })
        {
            var topologies = shapes.Where(shape => shape.Kind == kind && shape.Nonlinearity == Nonlinearity.Tanh)
                .Select(shape => (shape.Layers, shape.Bidirectional, shape.Bias)).Distinct();
            Assert.Equal(12, topologies.Count());
            Assert.Superset(
                new HashSet<int> { 1, 3, 7, 9, 13, 20, 33, 64, 128, 257 },
                shapes.Where(shape => shape.Kind == kind).Select(shape => shape.Hidden).ToHashSet());
        }

        Assert.All(GoldenFiles.All, golden =>
            Assert.Equal(golden.Shape.Tensors.Count + (golden.Shape.HasCell ? 6 : 4), golden.Results.Count));
    }
}
