using CellGen.ZooTests.Audio;
using CellGen.ZooTests.Host;
using CellGen.ZooTests.Nets;
using Xunit;

namespace CellGen.ZooTests;

/// <summary>The voice's probability over nine seconds, beside WebRTC's, with the tolerances of WebRTC's own test.</summary>
public class VoiceProbabilityTests
{
    private const int Frame = 240, Window = 480;
    private const double Tolerance = 1e-3, MeanTolerance = 1e-4;

    [ZooFact]
    public void Voice_in_nine_seconds_of_audio()
    {
        double[] samples = Decimator.Halve(Zoo.Samples("rnnoise-0.1", "webrtc_samples_48k.pcm"));
        float[] expected = Zoo.Floats("rnnoise-0.1", "webrtc_vad_prob.f32");
        var net = VoiceDetector.Load(RnnoiseWeights.ConversionPath, new WeightNames { AllowOthers = true });
        var whole = RnnoiseWeights.Load();
        var state = default(VoiceDetector.State);
        var wholeState = default(Denoiser.State);
        float[] features = new float[FrameFeatures.Count], probabilities = new float[samples.Length / Frame];
        float[] vad = new float[1], gains = new float[Denoiser.GainsSize];
        var bands = new Bands(20);
        var extraction = new FrameFeatures(new Fourier(Window, 1.0 / Window), bands);
        var pitch = new PitchTracker();
        double[] buffer = new double[PitchTracker.BufferSize];
        for (int frame = 0; frame < probabilities.Length; frame++)
        {
            Array.Copy(buffer, Frame, buffer, 0, buffer.Length - Frame);
            Array.Copy(samples, frame * Frame, buffer, buffer.Length - Frame, Frame);
            int period = pitch.Find(Whitening.Residual(buffer));
            if (!extraction.TryCompute(buffer.AsSpan(^Window..), buffer.AsSpan(buffer.Length - Window - (period / 2), Window), period, bands.Frequencies, features))
            {
                // WebRTC forgets all in silence.
                state = default;
                wholeState = default;
                continue;
            }

            net.Step(features, probabilities.AsSpan(frame, 1), ref state);
            whole.Step(features, vad, gains, ref wholeState);
            Streams.SameBits(vad, probabilities.AsSpan(frame, 1));
        }

        Assert.Equal(expected.Length, probabilities.Length);
        Closeness.Within(Tolerance, expected, probabilities);
        Assert.InRange(expected.Zip(probabilities, (x, y) => Math.Abs(x - y)).Average(), 0, MeanTolerance);
    }
}
