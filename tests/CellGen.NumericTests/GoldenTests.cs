using CellGen.NumericTests.Goldens;
using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>Generated nets give what torch and ONNX Runtime give: outputs, final states and torch's gradients.</summary>
public class GoldenTests
{
    private static readonly ShapeSet Nets =
        new(GoldenFiles.Torch.Concat(GoldenFiles.Onnx).Select(golden => golden.Shape));

    public static TheoryData<string> Cases => GoldenFiles.TorchNames;

    public static TheoryData<string> Sequences => GoldenFiles.OnnxNames;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_are_torchs(string name) => CompareAll(GoldenFiles.Find(name), width: null);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_without_fused_multiply_add_are_torchs(string name) =>
        CompareAll(GoldenFiles.Find(name), VectorWidth.Plain);

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Results_are_those_of_ONNX_Runtime(string name)
    {
        Golden golden = GoldenFiles.Find(name);
        _ = Nets[golden.Shape.Name];
        Compare(golden, NetResults.Forward(golden.Problem), _ => Tolerances.Forward + Tolerances.Onnx);
    }

    private static void CompareAll(Golden golden, VectorWidth? width)
    {
        _ = Nets[golden.Shape.Name];
        Compare(golden, NetResults.Full(golden.Problem, width), Tolerances.Of);
    }

    private static void Compare(Golden golden, Dictionary<string, float[]> results, Func<string, double> tolerance)
    {
        Assert.Equal(golden.Results.Keys.Order(), results.Keys.Order());
        foreach ((string result, float[] values) in results)
        {
            double distance = Closeness.Distance(golden.Results[result], golden.Sample(result, values));
            Closeness.Within(tolerance(result), distance, result);
        }
    }
}
