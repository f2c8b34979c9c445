using Xunit;

namespace CellGen.PicturesTests;

/// <summary>The gates of torch's cells, in double precision, from what torch calls the weights: what a recording must show.</summary>
internal static class CellOracle
{
    /// <summary>Compares the gates and states of a GRU (reset after the product) with its equations.</summary>
    public static void CheckGru(Recording seen, INetwork net, Func<int, float[]> input, int layer, int direction, string prefix = "", string tensors = "")
    {
        Trace h = seen[prefix + "h", layer, direction];
        ForEachStep(h, (t, before) =>
        {
            double[] w = Affine(net, tensors + "{0}_ih" + Suffix(layer, direction), 3 * h.Units, input(t));
            double[] u = Affine(net, tensors + "{0}_hh" + Suffix(layer, direction), 3 * h.Units, before);
            for (int i = 0; i < h.Units; i++)
            {
                double r = Sigmoid(w[i] + u[i]);
                double z = Sigmoid(w[h.Units + i] + u[h.Units + i]);
                double n = Math.Tanh(w[(2 * h.Units) + i] + (r * u[(2 * h.Units) + i]));
                Near(r, seen[prefix + "r", layer, direction][t][i], "r", t, i);
                Near(z, seen[prefix + "z", layer, direction][t][i], "z", t, i);
                Near(n, seen[prefix + "n", layer, direction][t][i], "n", t, i);
                Near(((1 - z) * n) + (z * before[i]), h[t][i], "h", t, i);
            }
        });
    }

    /// <summary>Compares the gates and states of an LSTM with its equations.</summary>
    public static void CheckLstm(Recording seen, INetwork net, Func<int, float[]> input, int layer, int direction, string prefix = "", string tensors = "")
    {
        Trace h = seen[prefix + "h", layer, direction];
        Trace c = seen[prefix + "c", layer, direction];
        ForEachStep(h, (t, before) =>
        {
            int previous = direction == 0 ? t - 1 : t + 1;
            float[] cell = previous < 0 || previous >= h.Steps ? new float[c.Units] : c[previous].ToArray();
            double[] w = Affine(net, tensors + "{0}_ih" + Suffix(layer, direction), 4 * h.Units, input(t));
            double[] u = Affine(net, tensors + "{0}_hh" + Suffix(layer, direction), 4 * h.Units, before);
            for (int i = 0; i < h.Units; i++)
            {
                double Sum(int gate) => w[(gate * h.Units) + i] + u[(gate * h.Units) + i];
                var (input, forget, candidate, output) = (Sigmoid(Sum(0)), Sigmoid(Sum(1)), Math.Tanh(Sum(2)), Sigmoid(Sum(3)));
                Near(input, seen[prefix + "i", layer, direction][t][i], "i", t, i);
                Near(forget, seen[prefix + "f", layer, direction][t][i], "f", t, i);
                Near(candidate, seen[prefix + "g", layer, direction][t][i], "g", t, i);
                Near(output, seen[prefix + "o", layer, direction][t][i], "o", t, i);
                double next = (forget * cell[i]) + (input * candidate);
                Near(next, c[t][i], "c", t, i);
                Near(output * Math.Tanh(next), h[t][i], "h", t, i);
            }
        });
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static void Near(double expected, float actual, string name, int step, int unit) =>
        Assert.True(Math.Abs(expected - actual) < 2e-6, $"{name} of step {step}, unit {unit}: {actual}, expected {expected}");

    /// <summary>weight x + bias.</summary>
    public static double[] Affine(INetwork net, string name, int rows, float[] x)
    {
        var weight = new float[rows * x.Length];
        var bias = new float[rows];
        net.Get(string.Format(null, name, "weight"), weight);
        net.Get(string.Format(null, name, "bias"), bias);
        return [.. Enumerable.Range(0, rows).Select(row => bias[row] + Enumerable.Range(0, x.Length).Sum(column => (double)weight[(row * x.Length) + column] * x[column]))];
    }

    private static string Suffix(int layer, int direction) => $"_l{layer}" + (direction == 1 ? "_reverse" : "");

    private static void ForEachStep(Trace h, Action<int, float[]> check)
    {
        for (int t = 0; t < h.Steps; t++)
        {
            int previous = h.Direction == 0 ? t - 1 : t + 1;
            check(t, previous < 0 || previous >= h.Steps ? new float[h.Units] : h[previous].ToArray());
        }
    }
}
