using CellGen.ZooTests.Audio;
using CellGen.ZooTests.Host;
using Xunit;

namespace CellGen.ZooTests;

/// <summary>A second of noisy audio through RNNoise, beside what nnnoiseless, RNNoise in Rust, makes of it.</summary>
public class NoiseSuppressionTests
{
    /// <summary>Of 16-bit samples: the reference is rounded, with noise.</summary>
    private const double Tolerance = 2;

    [ZooFact]
    public void Denoised_audio_is_the_references()
    {
        float[] samples = Zoo.Samples("rnnoise-0.1", "testing.raw"), expected = Zoo.Samples("rnnoise-0.1", "reference_output.raw");
        var suppressor = new NoiseSuppressor(RnnoiseWeights.Load());

        // The first frame fades in, and the reference is without it.
        float[] output = [.. samples.Chunk(NoiseSuppressor.Frame).Where(frame => frame.Length == NoiseSuppressor.Frame)
            .SelectMany(frame => suppressor.Next(frame)).Skip(NoiseSuppressor.Frame).Select(sample => (float)sample)];

        Assert.Equal(expected.Length, output.Length);
        Closeness.Within(Tolerance, expected, output);
        double difference = output.Zip(expected, (x, y) => (double)(x - y) * (x - y)).Sum(), energy = output.Sum(x => (double)x * x);
        Assert.InRange(difference / energy, 0, 1e-4);
    }
}
