using System.Text.Json;

namespace CellGen.ZooTests.Reference;

/// <summary>
/// RTNeural's JSON: the layers of a Keras model. A kernel is [inputs × outputs], the transposed of torch's, behind the steps where it
/// is one of a convolution. An LSTM's gates are
/// i, f, c, o, torch's i, f, g, o, with one bias, here bias_ih. A GRU's gates are z, r, h, torch's r, z, n, with two biases, the
/// second of them inside the reset (reset_after).
/// </summary>
internal static class KerasFile
{
    private static readonly int[] GruOrder = [1, 0, 2];
    private static readonly int[] LstmOrder = [0, 1, 2, 3];

    /// <summary>The tensors, under torch's names.</summary>
    /// <param name="model">The file.</param>
    /// <param name="prefixes">What the names of each layer begin with.</param>
    public static Tensors Read(JsonElement model, params string[] prefixes)
    {
        var result = new Tensors();
        foreach (var (layer, prefix) in model.GetProperty("layers").EnumerateArray().Zip(prefixes))
        {
            var weights = layer.GetProperty("weights");
            switch (layer.GetProperty("type").GetString())
            {
                case "gru":
                    result[prefix + "weight_ih_l0"] = Gates(weights[0], GruOrder);
                    result[prefix + "weight_hh_l0"] = Gates(weights[1], GruOrder);
                    result[prefix + "bias_ih_l0"] = Gates(Tensors.Flatten(weights[2][0]), GruOrder);
                    result[prefix + "bias_hh_l0"] = Gates(Tensors.Flatten(weights[2][1]), GruOrder);
                    break;
                case "lstm":
                    result[prefix + "weight_ih_l0"] = Gates(weights[0], LstmOrder);
                    result[prefix + "weight_hh_l0"] = Gates(weights[1], LstmOrder);
                    result[prefix + "bias_ih_l0"] = Tensors.Flatten(weights[2]);
                    result[prefix + "bias_hh_l0"] = new float[weights[2].GetArrayLength()];
                    break;
                case "conv1d":
                    result[prefix + "weight"] = Kernels(weights[0]);
                    result[prefix + "bias"] = Tensors.Flatten(weights[1]);
                    break;
                default:
                    result[prefix + "weight"] = Transposed(weights[0]);
                    result[prefix + "bias"] = Tensors.Flatten(weights[1]);
                    break;
            }
        }

        return result;
    }

    private static float[] Gates(JsonElement kernel, int[] order) => Gates(Transposed(kernel), order);

    private static float[] Transposed(JsonElement kernel)
    {
        float[][] rows = [.. kernel.EnumerateArray().Select(Tensors.Flatten)];
        return [.. Enumerable.Range(0, rows[0].Length).SelectMany(column => rows.Select(row => row[column]))];
    }

    /// <summary>[steps × inputs × outputs] as torch's [outputs × inputs × steps].</summary>
    private static float[] Kernels(JsonElement steps)
    {
        int inputs = steps[0].GetArrayLength(), outputs = steps[0][0].GetArrayLength();
        return [.. Enumerable.Range(0, outputs).SelectMany(output => Enumerable.Range(0, inputs).SelectMany(input => steps.EnumerateArray().Select(step => step[input][output].GetSingle())))];
    }

    /// <summary>Gate after gate in another order.</summary>
    private static float[] Gates(float[] values, int[] order)
    {
        int gate = values.Length / order.Length;
        return [.. order.SelectMany(from => values.Skip(from * gate).Take(gate))];
    }
}
