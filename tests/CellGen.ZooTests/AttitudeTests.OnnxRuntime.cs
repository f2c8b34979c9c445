using CellGen.ZooTests.Host;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CellGen.ZooTests;

/// <summary>RIANN beside ONNX Runtime, which runs the maker's file.</summary>
public partial class AttitudeTests
{
    [ZooFact]
    public void A_sensor_that_turns_for_ONNX_Runtime()
    {
        float[] rows = [.. Enumerable.Range(0, Steps).SelectMany(step => Row(Turning, step))];
        using var session = new InferenceSession(Zoo.PathOf("riann", "riann.onnx"));
        using var results = session.Run(
        [
            NamedOnnxValue.CreateFromTensor("input", new DenseTensor<float>(rows, [1, Steps, Inputs])),
            NamedOnnxValue.CreateFromTensor("h0", new DenseTensor<float>([2, 1, 1, Units])),
        ]);
        double[] expected = [.. results.First(result => result.Name == "output").AsEnumerable<float>().Select(value => (double)value)];

        double[] output = Quaternions(Array.ConvertAll(Run(Standardized(Turning)), value => (double)value));

        Closeness.Within(Tolerance, Quaternions(expected), Array.ConvertAll(output, value => (float)value));
    }
}
