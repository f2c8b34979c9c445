namespace CellGen.Samples.Gestures;

/// <summary>
/// Somebody with a mouse, made up: a hand of their own and the little that differs each time. Nobody was recorded; which numbers
/// people have is a guess, and how well anything does on real hands is not said by these.
/// </summary>
public sealed class Person
{
    private const int Dense = 257;
    private const double FrameTime = 1 / 60.0;

    private readonly Chance _chance;
    private readonly Shape[] _shapes;
    private readonly bool[] _reversed;
    private readonly double[] _starts;
    private readonly Hand _hand;

    /// <summary>Makes somebody up.</summary>
    /// <param name="seed">Another one is another person.</param>
    public Person(int seed)
    {
        _chance = new Chance(seed);
        _hand = new Hand(_chance);

        // How this person draws each shape, always.
        _shapes = [.. Shape.All.Select(shape => Wobbled(shape, 0.06))];
        _reversed = [.. Shape.All.Select(shape => shape.Reversible && _chance.Uniform() < 0.3)];
        _starts = [.. Shape.All.Select(_ => _chance.Normal(0, 0.08))];
    }

    /// <summary>Draws a shape once more.</summary>
    /// <param name="index">Its place in <see cref="Shape.All"/>.</param>
    public Stroke Draw(int index)
    {
        Way path = Wobbled(_shapes[index], 0.03).Draw().Resampled(Dense);
        path = _reversed[index] ? path.Reversed() : path;
        path = Shape.All[index].Closed
            ? path.Around(_starts[index] + _chance.Normal(0, 0.02), 1 + _hand.Overshoot + _chance.Normal(0, 0.03))
            : Ends(path);
        path = path.Resampled(Dense).Rounded((int)(Dense * _hand.Rounding * _chance.Factor(0.3)));
        return new Stroke(index, Frames(path.Moved(Placing()).Resampled(Dense)));
    }

    /// <summary>The points of a curve are closer together than corners, and so move less.</summary>
    private Shape Wobbled(Shape shape, double deviation)
    {
        double d = shape.Smooth ? deviation / 2 : deviation;
        return shape with { Points = [.. shape.Points.Select(point => (_chance.Normal(point.X, d), _chance.Normal(point.Y, d)))] };
    }

    /// <summary>An open path whose beginning is a little off, and whose end goes too far or not far enough.</summary>
    private Way Ends(Way path)
    {
        double end = _hand.Overshoot + _chance.Normal(0, 0.03);
        (double X, double Y) beyond = Way.Between(path.Points[^12], path.Points[^1], 1 + (Math.Max(end, 0) * Dense / 12));
        int kept = (int)(Dense * (1 + Math.Min(end, 0)));
        (double X, double Y) start = (path.Points[0].X + _chance.Normal(0, _hand.StartOffset), path.Points[0].Y + _chance.Normal(0, _hand.StartOffset));
        return new Way([start, .. path.Points[4..kept], .. end > 0 ? [beyond] : Array.Empty<(double, double)>()]);
    }

    /// <summary>From the shape's box to the screen: wider or higher, slanted, turned, larger or smaller.</summary>
    private Func<(double X, double Y), (double X, double Y)> Placing()
    {
        double aspect = Math.Sqrt(_hand.Aspect * _chance.Factor(0.08));
        double slant = _hand.Slant + _chance.Normal(0, 0.05);
        (double sin, double cos) = Math.SinCos(_hand.Rotation + _chance.Normal(0, 0.06));
        double size = _hand.Size * _chance.Factor(0.15);
        (double left, double top) = (_chance.Uniform(0, 800), _chance.Uniform(0, 500));
        return point =>
        {
            (double x, double y) = (point.X * aspect, point.Y / aspect);
            x -= slant * y;
            return (left + (size * ((cos * x) - (sin * y))), top + (size * ((sin * x) + (cos * y))));
        };
    }

    /// <summary>Moves the pointer along, slower in bends and at the ends, and looks in each frame where it is.</summary>
    private (float X, float Y)[] Frames(Way path)
    {
        double speed = _hand.Speed * _chance.Factor(0.15) * Math.Pow(path.Length / 400, 0.4); // larger is faster, too
        double step = path.Length / (Dense - 1);
        double time = 0;
        double nextFrame = 0;
        double phase = _chance.Uniform(0, 2 * Math.PI);
        var points = new List<(float X, float Y)>();
        for (int i = 0; i < Dense; i++)
        {
            double bend = 1 + (_hand.Care * path.Turn(i, 5) * 2);
            double atEnds = 0.3 + (0.7 * Math.Min(1, Math.Min(i, Dense - 1 - i) / (0.12 * Dense)));
            time += step / (speed * atEnds / bend);
            for (; nextFrame <= time; nextFrame += FrameTime)
            {
                bool missed = points.Count > 0 && _chance.Uniform() < 0.03;
                double late = _chance.Uniform(0, 0.5); // the mouse reports when it likes
                (double x, double y) = Way.Between(path.Points[i], path.Points[Math.Max(i - 1, 0)], late);
                (double tremorSin, double tremorCos) = Math.SinCos((2 * Math.PI * _hand.TremorRate * time) + phase);
                x += (_hand.Tremor * tremorSin) + _chance.Normal(0, 0.4);
                y += (_hand.Tremor * tremorCos) + _chance.Normal(0, 0.4);
                points.Add(missed ? points[^1] : ((float)Math.Round(x), (float)Math.Round(y)));
            }
        }

        return [.. points];
    }
}
