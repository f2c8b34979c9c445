using CellGen.ZooTests.Host;
using CellGen.ZooTests.Nets;
using CellGen.ZooTests.Reference;
using Xunit;

namespace CellGen.ZooTests;

/// <summary>RIANN over five seconds of an inertial sensor at 100 Hz, beside the equations in double precision.</summary>
public partial class AttitudeTests
{
    private const int Steps = 500, Inputs = 7, Units = 200;
    private const float TimeStep = 0.01f;
    private const double Tolerance = 1e-5;

    private static readonly float[] Shaking = Signals.Noise(Steps * 6, 0.1f, seed: 3);

    [ZooFact]
    public void A_sensor_that_turns()
    {
        float[] input = Standardized(Turning);
        var tensors = Tensors.Read(Zoo.PathOf("riann", "riann.safetensors"));
        var reference = new ReferenceStack(new ReferenceGru(tensors, ""), new ReferenceGru(tensors, "", layer: 1), new ReferenceDense(tensors, "head.", ReferenceMath.Identity));

        float[] output = Run(input);

        Closeness.Within(Tolerance, Quaternions(reference.Run(input, Inputs)), Array.ConvertAll(Quaternions(Array.ConvertAll(output, value => (double)value)), value => (float)value));
    }

    [ZooFact]
    public void A_sensor_at_rest_is_level()
    {
        float[] output = Run(Standardized(_ => [0, 0, 9.81f, 0, 0, 0]));

        double[] last = Quaternions([.. output.TakeLast(4).Select(value => (double)value)]);
        Assert.InRange(Math.Sqrt((last[1] * last[1]) + (last[2] * last[2])), 0, 0.02);
    }

    /// <summary>Accelerometer and gyroscope of a sensor that turns over and shakes.</summary>
    private static float[] Turning(int step) =>
    [
        .. Enumerable.Range(0, 3).Select(axis => Shaking[(6 * step) + axis] + (9.81f * MathF.Cos((step * 0.01f) + (axis * MathF.PI / 2)))),
        .. Enumerable.Range(3, 3).Select(axis => Shaking[(6 * step) + axis] + MathF.Sin(step * 0.02f)),
    ];

    private static float[] Run(float[] input)
    {
        var net = Attitude.Load(Zoo.PathOf("riann", "riann.safetensors"));
        return Streams.Run(net, new Attitude.Workspace(Steps), Inputs, 4, input);
    }

    /// <summary>Accelerometer, gyroscope and the time of a step, less their mean and divided by their deviation.</summary>
    private static float[] Standardized(Func<int, float[]> sensor)
    {
        var normalisation = Zoo.Json("riann", "normalisation.json");
        float[] mean = Tensors.Flatten(normalisation.GetProperty("input_mean")), deviation = Tensors.Flatten(normalisation.GetProperty("input_std"));
        return [.. Enumerable.Range(0, Steps).SelectMany(step => Row(sensor, step).Select((value, i) => (value - mean[i]) / deviation[i]))];
    }

    private static IEnumerable<float> Row(Func<int, float[]> sensor, int step) => sensor(step).Append(TimeStep);

    private static double[] Quaternions(double[] rows) => [.. rows.Chunk(4).SelectMany(row =>
    {
        double norm = Math.Sqrt(row.Sum(value => value * value));
        return row.Select(value => value / norm);
    })];
}
