using CellGen.ZooTests.Nets;
using CellGen.ZooTests.Reference;

namespace CellGen.ZooTests.Host;

/// <summary>RNNoise's weights: the conversion, and the makers' file of bytes.</summary>
internal static class RnnoiseWeights
{
    /// <summary>The conversion.</summary>
    public static string ConversionPath => Zoo.PathOf("rnnoise-0.1", "rnnoise-0.1.safetensors");

    /// <summary>The net, from the conversion; the outputs have other names there.</summary>
    public static Denoiser Load() => Denoiser.Load(ConversionPath, new WeightNames
    {
        Layers = new Dictionary<string, string> { ["vad"] = "vad_output.", ["gains"] = "denoise_output." },
    });

    /// <summary>
    /// The makers' bytes: of each layer the number of inputs, that of units and the function, then the weights [inputs × rows], of a
    /// GRU also those of the state, and the bias. A number is its byte / 256; a GRU's gates are z, r, h.
    /// </summary>
    public static Tensors ReadOriginal()
    {
        byte[] bytes = File.ReadAllBytes(Zoo.PathOf("rnnoise-0.1", "weights.rnn"));
        int place = 0;
        float[] Take(int count)
        {
            float[] values = [.. bytes.Skip(place).Take(count).Select(value => (sbyte)value / 256f)];
            place += count;
            return values;
        }

        var result = new Tensors();
        foreach (string name in (string[])["input_dense", "vad_gru", "noise_gru", "denoise_gru", "gains", "vad"])
        {
            int inputs = bytes[place], units = bytes[place + 1];
            place += 3;
            if (name.EndsWith("_gru", StringComparison.Ordinal))
            {
                result[name + ".weight_ih_l0"] = Reset(Transposed(Take(inputs * 3 * units), 3 * units), units * inputs);
                result[name + ".weight_hh_l0"] = Reset(Transposed(Take(units * 3 * units), 3 * units), units * units);
                result[name + ".bias_ih_l0"] = Reset(Take(3 * units), units);
                result[name + ".bias_hh_l0"] = new float[3 * units];
            }
            else
            {
                result[name + ".weight"] = Transposed(Take(inputs * units), units);
                result[name + ".bias"] = Take(units);
            }
        }

        Xunit.Assert.Equal(bytes.Length, place);
        return result;
    }

    private static float[] Transposed(float[] values, int columns) =>
        [.. Enumerable.Range(0, columns).SelectMany(column => values.Where((_, i) => i % columns == column))];

    /// <summary>z, r, h as r, z, n.</summary>
    private static float[] Reset(float[] values, int gate) =>
        [.. values.Skip(gate).Take(gate), .. values.Take(gate), .. values.Skip(2 * gate)];
}
