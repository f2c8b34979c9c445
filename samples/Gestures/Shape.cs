namespace CellGen.Samples.Gestures;

/// <summary>A shape as a teacher would draw it: points in a box of 1 by 1, y downwards.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Points">What the pen goes through.</param>
/// <param name="Smooth">Whether it goes through them in a curve, and not along straight lines.</param>
/// <param name="Closed">Whether it comes back to where it began.</param>
/// <param name="Reversible">Whether some people draw it the other way.</param>
public sealed record Shape(string Name, (double X, double Y)[] Points, bool Smooth = false, bool Closed = false, bool Reversible = false)
{
    private const int PointsASegment = 24;

    /// <summary>All shapes; a class is a place in it.</summary>
    public static Shape[] All { get; } =
    [
        new("line", [(0, 0.5), (1, 0.5)], Reversible: true),
        new("tick", [(0, 0.6), (0.3, 1), (1, 0)]),
        new("zigzag", [(0, 0), (0.25, 1), (0.5, 0), (0.75, 1), (1, 0)]),
        new("Z", [(0, 0), (1, 0), (0, 1), (1, 1)]),
        new("S", [(0.9, 0.1), (0.5, 0), (0.1, 0.22), (0.5, 0.5), (0.9, 0.78), (0.5, 1), (0.1, 0.9)], Smooth: true),
        new("triangle", [(0.5, 0), (0, 1), (1, 1)], Closed: true, Reversible: true),
        new("square", [(0, 0), (0, 1), (1, 1), (1, 0)], Closed: true, Reversible: true),
        new("circle", Turns(8, 1, 0.5, 0.5), Smooth: true, Closed: true, Reversible: true),
        new("loop", [(1, 0), (0.45, 0.8), (0.15, 0.8), (0, 0.5), (0.15, 0.2), (0.45, 0.2), (1, 1)], Smooth: true),
        new("spiral", Turns(17, 2, 0.5, 0.08), Smooth: true, Reversible: true),
    ];

    /// <summary>The way of the pen in many points.</summary>
    public Way Draw()
    {
        int segments = Closed ? Points.Length : Points.Length - 1;
        IEnumerable<(double X, double Y)> dense = Enumerable.Range(0, segments * PointsASegment).Select(i => At(i / PointsASegment, i % PointsASegment / (double)PointsASegment));
        return new Way([.. dense, Closed ? Points[0] : Points[^1]]);
    }

    private (double X, double Y) At(int segment, double part)
    {
        ((double x0, double y0), (double x1, double y1), (double x2, double y2), (double x3, double y3)) = (Point(segment - 1), Point(segment), Point(segment + 1), Point(segment + 2));
        return Smooth ? (Spline(x0, x1, x2, x3, part), Spline(y0, y1, y2, y3, part)) : (x1 + (part * (x2 - x1)), y1 + (part * (y2 - y1)));
    }

    private (double X, double Y) Point(int index) =>
        Points[Closed ? (index + Points.Length) % Points.Length : Math.Clamp(index, 0, Points.Length - 1)];

    /// <summary>Catmull and Rom (1974): a curve from b to c whose slope at b is (c − a) / 2.</summary>
    private static double Spline(double a, double b, double c, double d, double t) =>
        b + (0.5 * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));

    /// <summary>Turns against the clock from the top; the radius changes evenly.</summary>
    private static (double X, double Y)[] Turns(int points, int turns, double first, double last) => [.. Enumerable.Range(0, points).Select(i =>
    {
        double part = i / (double)(first == last ? points : points - 1);
        double radius = first + (part * (last - first));
        return (0.5 - (radius * Math.Sin(2 * Math.PI * turns * part)), 0.5 - (radius * Math.Cos(2 * Math.PI * turns * part)));
    })];
}
