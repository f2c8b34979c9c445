using CellGen.NumericTests.Goldens;
using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>Generated nets give what torch gives: outputs, final states and all gradients.</summary>
public class GoldenTests
{
    private static readonly ShapeSet Nets = new(GoldenFiles.All.Select(golden => golden.Shape));

    public static TheoryData<string> Cases => GoldenFiles.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_are_torchs(string name) => Compare(GoldenFiles.Find(name), width: null);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_without_fused_multiply_add_are_torchs(string name) =>
        Compare(GoldenFiles.Find(name), VectorWidth.Plain);

    private static void Compare(Golden golden, VectorWidth? width)
    {
        _ = Nets[golden.Shape.Name];
        Dictionary<string, float[]> results = NetResults.Full(golden.Problem, width);
        Assert.Equal(golden.Results.Keys.Order(), results.Keys.Order());
        foreach ((string result, float[] values) in results)
        {
            double distance = Closeness.Distance(golden.Results[result], golden.Sample(result, values));
            Closeness.Within(Tolerances.Of(result), distance, result);
        }
    }
}
