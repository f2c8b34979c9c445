namespace CellGen.Samples.Memory;

/// <summary>What clipping does to a net whose gradients explode: the same training, with it and without.</summary>
/// <param name="ClipNorm">The largest norm of a gradient that was let pass; ∞: any.</param>
/// <param name="Losses">The mean loss of each epoch.</param>
/// <param name="LargestNorm">The largest norm of a gradient, before it was clipped.</param>
public sealed record Clipping(float ClipNorm, double[] Losses, double LargestNorm)
{
    /// <summary>The spectral radius of the recurrent matrix at the beginning.</summary>
    public const float Radius = 1.5f;

    /// <summary>The number of symbols between key and question.</summary>
    public const int Distance = 10;

    private const int Epochs = 40;

    /// <summary>Trains an RNN by plain gradient descent, whose steps are as long as the gradient.</summary>
    /// <param name="clipNorm">The largest norm of a gradient; ∞: any.</param>
    public static Clipping Run(float clipNorm)
    {
        RnnNet net = new(seed: 11, GradientCurve.Start(Radius));
        var losses = new List<double>();
        double norm = 0;
        var trainer = new Trainer<RnnNet>(net, new Sgd(net.Parameters.Length, learningRate: 0.1f), Loss.CrossEntropy)
        {
            BatchSize = 20,
            ClipNorm = clipNorm,
            ReportEvery = 1,
        };
        trainer.Fit(new Recall(1000, seed: 4, Distance, KeyPlace.Early), null, Epochs, new Observer(report =>
        {
            norm = Math.Max(norm, report.GradientNorm);
            if (report.Batch == 0)
            {
                losses.Add(report.TrainingLoss);
            }
        }));
        return new Clipping(clipNorm, [.. losses], norm);
    }
}
