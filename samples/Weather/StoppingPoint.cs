namespace CellGen.Samples.Weather;

/// <summary>
/// How long to train. Three years of days are few, and a net trained on learns them by heart: so a net is trained on
/// some of the days and watched on the others, which it never learns from.
/// </summary>
public static class StoppingPoint
{
    /// <summary>The longest training that is tried, in updates.</summary>
    public const int MaxUpdates = 200;

    private const int UpdatesPerCheck = 10;
    private const int Rounds = 8;

    /// <summary>The number of updates after which the error on the validation days is lowest.</summary>
    /// <param name="training">The days to train on.</param>
    /// <param name="validation">The days to watch.</param>
    /// <param name="seed">The net's seed; the gaps of the validation days have their own.</param>
    /// <param name="report">Is given the loss of each update and the latest error on the validation days.</param>
    public static int Find(WeatherDay[] training, WeatherDay[] validation, int seed, Action<float, double> report)
    {
        var trainer = new Trainer(training, seed);
        var evaluation = new Evaluation(validation, Rounds, seed + 1);
        NetFiller filler = trainer.Filler(validation.Length);
        (int Updates, double Error) best = (0, double.PositiveInfinity);
        double error = double.NaN;
        for (int update = 1; update <= MaxUpdates; update++)
        {
            float loss = trainer.Update();
            if (update % UpdatesPerCheck == 0)
            {
                error = MeanSquare(evaluation.Errors(filler), trainer.Climatology);
                best = error < best.Error ? (update, error) : best;
            }

            report(loss, error);
        }

        return best.Updates;
    }

    /// <summary>The errors in standard deviations, squared and averaged: what the loss measures.</summary>
    private static double MeanSquare(double[] errors, Climatology climatology) =>
        errors.Select((error, variable) => Math.Pow(error / climatology.Deviation(variable), 2)).Average();
}
