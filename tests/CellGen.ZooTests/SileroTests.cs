using System.Runtime.InteropServices;
using CellGen.ZooTests.Host;
using CellGen.ZooTests.Nets;
using CellGen.ZooTests.Reference;
using Xunit;

namespace CellGen.ZooTests;

/// <summary>
/// Silero's voice detector over its test's audio, from the maker's file: everything is the net's but the spectrum before it, which
/// is the test's.
/// </summary>
public class SileroTests
{
    private const int Calls = 600, Samples = 512, Context = 64, Window = 256, Hop = 128, Units = 128;
    private const double Tolerance = 1e-5;

    [ZooFact]
    public void Voice_in_the_makers_audio()
    {
        string path = Zoo.PathOf("silero-vad", "silero_vad_16k.safetensors");
        var tensors = Tensors.Read(path);
        double[][][] spectra = Spectra(tensors, Audio());
        float[] input = [.. spectra.SelectMany(columns => columns.SelectMany(column => column)).Select(value => (float)value)];

        var net = SileroDetector.Load(path, new WeightNames { LayerSuffix = false, AllowOthers = true });
        float[] voice = Streams.Run(net, new SileroDetector.Workspace(Calls), input.Length / Calls, SileroDetector.OutputSize, input);

        foreach (string name in (string[])["weight_ih", "weight_hh", "bias_ih", "bias_hh"])
        {
            tensors[name + "_l0"] = tensors["lstm_cell." + name];
        }

        var reference = new ReferenceLstm(tensors);
        double[] expected = Decode(tensors, spectra.SelectMany(columns => reference.Step(Encode(tensors, columns))));
        Closeness.Within(Tolerance, expected, voice);

        // There is speech, and there are pauses.
        Assert.InRange(expected.Max(), 0.95, 1);
        Assert.InRange(expected.Min(), 0, 0.05);
    }

    /// <summary>The samples of the file, from −1 to 1.</summary>
    private static float[] Audio()
    {
        byte[] file = File.ReadAllBytes(Zoo.PathOf("silero-vad", "test.wav"));
        int data = file.AsSpan().IndexOf("data"u8) + 8;
        return Array.ConvertAll(MemoryMarshal.Cast<byte, short>(file.AsSpan(data, Calls * Samples * sizeof(short))).ToArray(), sample => sample / 32768f);
    }

    /// <summary>At each call the magnitudes of four windows.</summary>
    private static double[][][] Spectra(Tensors tensors, float[] audio) => [.. Enumerable.Range(0, Calls).Select(call =>
    {
        double[] samples = new double[Context + Samples + Context];
        for (int i = 0; i < Context + Samples; i++)
        {
            int place = (call * Samples) + i - Context;
            samples[i] = place < 0 ? 0 : audio[place];
        }

        for (int i = 0; i < Context; i++)
        {
            samples[Context + Samples + i] = samples[Context + Samples - 2 - i];
        }

        return Enumerable.Range(0, ((samples.Length - Window) / Hop) + 1).Select(window => Magnitudes(tensors["stft_conv.weight"], samples.AsSpan(window * Hop, Window))).ToArray();
    })];

    /// <summary>What the cell reads: a spectrum, through four convolutions.</summary>
    private static double[] Encode(Tensors tensors, double[][] columns)
    {
        foreach (var (name, stride) in (ReadOnlySpan<(string, int)>)[("conv1", 1), ("conv2", 2), ("conv3", 2), ("conv4", 1)])
        {
            columns = FrameConvolution.Run(columns, tensors[name + ".weight"], tensors[name + ".bias"], stride, padding: 1, ReferenceMath.Relu);
        }

        return columns.Single();
    }

    private static double[] Magnitudes(float[] filters, ReadOnlySpan<double> window)
    {
        double[] samples = window.ToArray();
        int bins = filters.Length / Window / 2;
        return [.. Enumerable.Range(0, bins).Select(bin => Math.Sqrt(Math.Pow(ReferenceMath.Dot(filters, bin, samples), 2) + Math.Pow(ReferenceMath.Dot(filters, bins + bin, samples), 2)))];
    }

    private static double[] Decode(Tensors tensors, IEnumerable<double> hidden) =>
        [.. hidden.Chunk(Units).Select(h => ReferenceMath.Sigmoid(ReferenceMath.Dot(tensors["final_conv.weight"], 0, Array.ConvertAll(h, value => ReferenceMath.Relu(value))) + tensors["final_conv.bias"][0]))];
}
