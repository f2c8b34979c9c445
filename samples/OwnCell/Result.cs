namespace CellGen.Samples.OwnCell;

/// <summary>All nets of a cell.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Scores">The error of each net.</param>
/// <param name="NanosecondsPerStep">The time of a step of a stream.</param>
public sealed record Result(Contestant Cell, IReadOnlyList<Score> Scores, double NanosecondsPerStep)
{
    /// <summary>The mean error, bits a letter.</summary>
    public double Mean => Scores.Average(score => score.Windows);

    /// <summary>The mean error in one stream.</summary>
    public double MeanOfStream => Scores.Average(score => score.Stream);

    /// <summary>The standard deviation of the error over the seeds; 0 where there is one.</summary>
    public double Spread => Scores.Count > 1 ? Math.Sqrt(Scores.Sum(score => Math.Pow(score.Windows - Mean, 2)) / (Scores.Count - 1)) : 0;
}
