using CellGen.ZooTests.Host;
using CellGen.ZooTests.Nets;
using CellGen.ZooTests.Reference;
using Xunit;

namespace CellGen.ZooTests;

/// <summary>RNNoise's net alone: the unit test that WebRTC has for its GRU, and the whole net beside the equations.</summary>
public class RnnoiseNetTests
{
    private const int Frames = 300;
    private const double Tolerance = 2e-5;

    [ZooFact]
    public void The_unit_test_of_WebRTCs_GRU()
    {
        var test = Zoo.Json("rnnoise-0.1", "webrtc_gru_relu_test.json");
        var net = new WebRtcGru();
        foreach (string name in (string[])["weight_ih_l0", "weight_hh_l0", "bias_ih_l0"])
        {
            net.Set(name, Tensors.Flatten(test.GetProperty(name)));
        }

        net.Set("bias_hh_l0", new float[12]);
        float[] input = Tensors.Flatten(test.GetProperty("input")), expected = Tensors.Flatten(test.GetProperty("expected"));
        Closeness.Within(test.GetProperty("tolerance").GetDouble(), expected, Streams.Run(net, new WebRtcGru.Workspace(4), 5, 4, input));
    }

    [ZooFact]
    public void The_net_is_that_of_the_equations()
    {
        var net = RnnoiseWeights.Load();
        float[] features = Signals.Noise(Frames * Denoiser.InputSize, 2, seed: 4);
        float[] vad = new float[Frames], gains = new float[Frames * Denoiser.GainsSize];
        Denoiser.State end = default, state = default;
        net.Forward(features, vad, gains, ref end, new Denoiser.Workspace(Frames));
        float[] vadStep = new float[Denoiser.VadSize], gainsStep = new float[Denoiser.GainsSize];
        for (int frame = 0; frame < Frames; frame++)
        {
            net.Step(features.AsSpan(frame * Denoiser.InputSize, Denoiser.InputSize), vadStep, gainsStep, ref state);
            Streams.SameBits(vad.AsSpan(frame, 1), vadStep);
            Streams.SameBits(gains.AsSpan(frame * Denoiser.GainsSize, Denoiser.GainsSize), gainsStep);
        }

        Assert.Equal(end, state);
        var (expectedVad, expectedGains) = Reference(features);
        Closeness.Within(Tolerance, expectedVad, vad);
        Closeness.Within(Tolerance, expectedGains, gains);
    }

    [ZooFact]
    public void The_conversion_has_the_weights_of_the_file()
    {
        var net = RnnoiseWeights.Load();
        var file = RnnoiseWeights.ReadOriginal();
        foreach (var (name, values) in file.All)
        {
            float[] loaded = new float[values.Length];
            net.Get(name, loaded);
            Assert.Equal(values, loaded);
        }
    }

    private static (double[] Vad, double[] Gains) Reference(float[] features)
    {
        var tensors = RnnoiseWeights.ReadOriginal();
        var dense = new ReferenceDense(tensors, "input_dense.", Math.Tanh);
        ReferenceGru Gru(string name) => new(tensors, name, resetAfter: false, candidate: ReferenceMath.Relu);
        ReferenceGru vadGru = Gru("vad_gru."), noiseGru = Gru("noise_gru."), denoiseGru = Gru("denoise_gru.");
        ReferenceDense vadOutput = new(tensors, "vad.", ReferenceMath.Sigmoid), gainsOutput = new(tensors, "gains.", ReferenceMath.Sigmoid);
        List<double> vad = [], gains = [];
        foreach (float[] row in features.Chunk(Denoiser.InputSize))
        {
            double[] x = Array.ConvertAll(row, value => (double)value);
            double[] d = dense.Step(x), v = vadGru.Step(d), s = noiseGru.Step([.. d, .. v, .. x]), y = denoiseGru.Step([.. v, .. s, .. x]);
            vad.AddRange(vadOutput.Step(v));
            gains.AddRange(gainsOutput.Step(y));
        }

        return ([.. vad], [.. gains]);
    }
}
