namespace CellGen.Samples.Gestures;

/// <summary>The way of a pen, as a line of points.</summary>
/// <param name="Points">At least two.</param>
public sealed record Way((double X, double Y)[] Points)
{
    /// <summary>Its length.</summary>
    public double Length => Points.Zip(Points.Skip(1), Distance).Sum();

    /// <summary>The path with each point elsewhere.</summary>
    public Way Moved(Func<(double X, double Y), (double X, double Y)> move) => new([.. Points.Select(move)]);

    /// <summary>The path backwards.</summary>
    public Way Reversed() => new([.. Points.Reverse()]);

    /// <summary>So many points at equal distances along the way.</summary>
    public Way Resampled(int count)
    {
        double step = Length / (count - 1);
        var points = new (double X, double Y)[count];
        (int segment, double before) = (0, 0);
        for (int i = 0; i < count; i++)
        {
            double length = Distance(Points[segment], Points[segment + 1]);
            while (segment < Points.Length - 2 && before + length < i * step)
            {
                before += length;
                segment++;
                length = Distance(Points[segment], Points[segment + 1]);
            }

            double part = length > 0 ? Math.Min(((i * step) - before) / length, 1) : 0;
            points[i] = Between(Points[segment], Points[segment + 1], part);
        }

        return new Way(points);
    }

    /// <summary>A closed path that begins elsewhere, and goes on beyond its beginning or ends before it.</summary>
    /// <param name="start">Where it begins, as a part of the way.</param>
    /// <param name="length">How far it goes: 1 is once around.</param>
    public Way Around(double start, double length)
    {
        int count = Points.Length - 1;
        return new Way([.. Enumerable.Range(0, Math.Max(2, (int)(length * count) + 1)).Select(i => Points[((int)(start * count) + count + i) % count])]);
    }

    /// <summary>Each point the mean of its neighbours on both sides: corners become round, the ends stay.</summary>
    /// <param name="neighbours">How many on each side.</param>
    public Way Rounded(int neighbours) => new([.. Points.Select((_, i) =>
    {
        int reach = Math.Min(neighbours, Math.Min(i, Points.Length - 1 - i));
        Span<(double X, double Y)> near = Points.AsSpan(i - reach, (2 * reach) + 1);
        (double x, double y) = (0.0, 0.0);
        foreach ((double nearX, double nearY) in near)
        {
            (x, y) = (x + nearX, y + nearY);
        }

        return (x / near.Length, y / near.Length);
    })]);

    /// <summary>How sharply the path turns at a point: the angle between the ways to it and from it, in radians.</summary>
    /// <param name="index">The point.</param>
    /// <param name="reach">How far away the ways are looked at, in points.</param>
    public double Turn(int index, int reach)
    {
        ((double x0, double y0), (double x1, double y1), (double x2, double y2)) =
            (Points[Math.Max(index - reach, 0)], Points[index], Points[Math.Min(index + reach, Points.Length - 1)]);
        double angle = Math.Atan2(y2 - y1, x2 - x1) - Math.Atan2(y1 - y0, x1 - x0);
        return Math.Abs(Math.IEEERemainder(angle, 2 * Math.PI));
    }

    /// <summary>A point between two.</summary>
    public static (double X, double Y) Between((double X, double Y) a, (double X, double Y) b, double part) =>
        (a.X + (part * (b.X - a.X)), a.Y + (part * (b.Y - a.Y)));

    /// <summary>How far two points are from each other.</summary>
    public static double Distance((double X, double Y) a, (double X, double Y) b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
}
