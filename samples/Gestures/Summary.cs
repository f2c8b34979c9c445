namespace CellGen.Samples.Gestures;

/// <summary>What the held-out strokes say about the net, and about the baseline.</summary>
/// <param name="loops">Each stroke as the game met it.</param>
/// <param name="baseline">For each whether the baseline was right, and the microseconds that it took.</param>
public sealed class Summary(IReadOnlyList<GameLoop> loops, IReadOnlyList<(bool Right, double Time)> baseline)
{
    private readonly GameLoop[] _sure = [.. loops.Where(loop => loop.SureAt is not null)];
    private readonly double[] _frames = [.. loops.SelectMany(loop => loop.FrameTimes).Order()];

    /// <summary>The part of the strokes that the net has right at the end.</summary>
    public double Right => loops.Average(loop => loop.Right ? 1.0 : 0);

    /// <summary>The part that the baseline has right.</summary>
    public double BaselineRight => baseline.Average(answer => answer.Right ? 1.0 : 0);

    /// <summary>The net's time for a stroke, all frames together, in microseconds: the median.</summary>
    public double Time => Median(loops.Select(loop => loop.Time));

    /// <summary>The baseline's.</summary>
    public double BaselineTime => Median(baseline.Select(answer => answer.Time));

    /// <summary>The time that a part of all frames does not exceed, in microseconds.</summary>
    public double FrameTime(double part) => _frames[(int)Math.Min(part * _frames.Length, _frames.Length - 1)];

    /// <summary>The bytes that all frames allocated.</summary>
    public long Bytes => loops.Sum(loop => loop.Bytes);

    /// <summary>Of the strokes the part on which a game acts that waits for a net that is sure, of these the part that is right, and the median part drawn by then.</summary>
    public (double Acted, double Right, double Part) Sure =>
        (_sure.Length / (double)loops.Count, _sure.Average(loop => loop.SureAt!.Value.Right ? 1.0 : 0), Median(_sure.Select(loop => loop.SureAt!.Value.Part)));

    /// <summary>The part of a shape after which the net is right for good: the median of all strokes of it.</summary>
    public double KnownFrom(int shape) => Median(loops.Where(loop => loop.Class == shape).Select(loop => loop.KnownFrom));

    /// <summary>The part of the strokes that the net has right when so much of each was drawn.</summary>
    public double RightAt(double part) => loops.Average(loop => loop.RightAt(part) ? 1.0 : 0);

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
