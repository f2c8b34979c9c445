using CellGen.NumericTests.Goldens;
using CellGen.NumericTests.Oracle;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// The oracle means what ONNX means by linear_before_reset, input_forget, peepholes, clip, activations and sequence_lens: it gives what
/// ONNX Runtime gives in float32.
/// </summary>
public class OracleAgainstOnnxTests
{
    public static TheoryData<string> Sequences => GoldenFiles.OnnxNames;

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Forward_gives_the_results_of_ONNX_Runtime(string name)
    {
        Golden golden = GoldenFiles.Find(name);
        Dictionary<string, double[]> results = new OracleProblem(golden.Problem).Results();
        Assert.Equal(golden.Results.Keys.Order(), results.Keys.Order());
        foreach ((string result, double[] values) in results)
        {
            Closeness.Within(Tolerances.Onnx, Closeness.Distance(golden.Results[result], values), result);
        }
    }
}
