namespace CellGen.Samples.Memory;

/// <summary>How a gradient falls or grows on its way back through time.</summary>
public static class GradientCurve
{
    /// <summary>The number of steps of a sequence.</summary>
    public const int Steps = Distance + 3;

    // Not the cross-entropy, whose gradient is zero where a net is sure.
    private static readonly Loss LogitOfTheKey = Loss.Of((sequence, output, gradient) =>
    {
        gradient.Clear();
        gradient[sequence.Labels[0]] = 1;
        return output[sequence.Labels[0]];
    });

    private const int Distance = 100;
    private const int Sequences = 40;

    /// <summary>
    /// The norm of dL/dh, L being the logit of the key, k steps before the last one, by that of the last: the geometric mean over sequences with an early key.
    /// </summary>
    /// <param name="net">The net.</param>
    public static double[] Of(ITrainable net)
    {
        var data = new Recall(Sequences, seed: 3, Distance, KeyPlace.Early);
        var probe = new GradientProbe(net, Steps, LogitOfTheKey);
        var norms = new float[Steps];
        var curve = new double[Steps];
        for (int i = 0; i < Sequences; i++)
        {
            probe.Measure(data.Get(i), norms);
            for (int k = 0; k < Steps; k++)
            {
                // A norm that a float has no room for is drawn at the least one.
                curve[k] += Math.Log10(Math.Max(norms[Steps - 1 - k], 1e-38f) / norms[Steps - 1]) / Sequences;
            }
        }

        return [.. curve.Select(exponent => Math.Pow(10, exponent))];
    }

    /// <summary>How an untrained net begins whose recurrent matrix has a spectral radius.</summary>
    public static Initialization Start(float radius) => new() { HiddenWeights = WeightInitialization.Normal, SpectralRadius = radius };
}
