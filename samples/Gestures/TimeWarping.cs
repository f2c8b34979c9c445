namespace CellGen.Samples.Gestures;

/// <summary>
/// The baseline: the shape of the training stroke that is nearest by dynamic time warping (Sakoe and Chiba 1978). Strokes become
/// points at equal distances, around their centre, of one size; points may be matched that are at most a band apart. A stroke that
/// is further away than the nearest so far is not looked at to its end.
/// </summary>
public sealed class TimeWarping
{
    private const int Points = 32;

    private readonly int _band;
    private readonly int[] _classes;
    private readonly float[] _templates;

    /// <summary>Keeps templates.</summary>
    /// <param name="strokes">All are compared with.</param>
    /// <param name="band">How many points two matched points may be apart.</param>
    public TimeWarping(IReadOnlyCollection<Stroke> strokes, int band)
    {
        _band = band;
        _classes = [.. strokes.Select(stroke => stroke.Class)];
        _templates = [.. strokes.SelectMany(Normalized)];
    }

    /// <summary>The baseline with the band that is best on the validation strokes.</summary>
    public static TimeWarping Fit(StrokeData data) => new[] { 1, 2, 3, 4, 6 }.Select(band => new TimeWarping(data.Training, band))
        .MaxBy(model => data.Validation.Count(stroke => model.Guess(stroke) == stroke.Class))!;

    /// <summary>How many points two matched points may be apart.</summary>
    public int Band => _band;

    /// <summary>The shape of the nearest stroke.</summary>
    public int Guess(Stroke stroke)
    {
        float[] points = Normalized(stroke);
        Span<float> before = stackalloc float[Points + 2];
        Span<float> row = stackalloc float[Points + 2];
        (int best, float least) = (0, float.PositiveInfinity);
        for (int i = 0; i < _classes.Length; i++)
        {
            float distance = Distance(points, _templates.AsSpan(i * 2 * Points, 2 * Points), least, before, row);
            (best, least) = distance < least ? (i, distance) : (best, least);
        }

        return _classes[best];
    }

    /// <summary>
    /// D[i, j] = |a_i − b_j|² + min(D[i − 1, j], D[i, j − 1], D[i − 1, j − 1]), at D[Points, Points]; ∞ where a whole row is beyond a
    /// limit. A row's values lie one place to the right, so that there is one to the left of them.
    /// </summary>
    private float Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b, float limit, Span<float> before, Span<float> row)
    {
        before.Fill(float.PositiveInfinity);
        row.Fill(float.PositiveInfinity);
        before[0] = 0;
        for (int i = 0; i < Points; i++)
        {
            (float x, float y) = (a[2 * i], a[(2 * i) + 1]);
            int first = Math.Max(0, i - _band);
            int last = Math.Min(Points - 1, i + _band);
            float left = float.PositiveInfinity;
            float least = float.PositiveInfinity;
            row[first] = left;
            for (int j = first; j <= last; j++)
            {
                (float dx, float dy) = (x - b[2 * j], y - b[(2 * j) + 1]);
                left = (dx * dx) + (dy * dy) + Smaller(left, Smaller(before[j], before[j + 1]));
                row[j + 1] = left;
                least = Smaller(least, left);
            }

            if (least >= limit)
            {
                return float.PositiveInfinity;
            }

            Span<float> swapped = before;
            before = row;
            row = swapped;
        }

        return before[Points];
    }

    /// <summary>One instruction; MathF.Min would look for NaN, too.</summary>
    private static float Smaller(float a, float b) => a < b ? a : b;

    private static float[] Normalized(Stroke stroke)
    {
        Way path = new Way([.. stroke.Points.Select(point => ((double)point.X, (double)point.Y))]).Resampled(Points);
        (double x, double y) = (path.Points.Average(point => point.X), path.Points.Average(point => point.Y));
        double size = Math.Sqrt(path.Points.Average(point => ((point.X - x) * (point.X - x)) + ((point.Y - y) * (point.Y - y))));
        return [.. path.Points.SelectMany(point => new[] { (float)((point.X - x) / size), (float)((point.Y - y) / size) })];
    }
}
