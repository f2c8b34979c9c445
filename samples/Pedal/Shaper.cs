namespace CellGen.Samples.Pedal;

/// <summary>A static waveshaper: straight lines between 41 points, closer where the signal is small.</summary>
public sealed class Shaper
{
    /// <summary>The number of points.</summary>
    public const int Points = 41;

    private readonly double[] _places = new double[Points];

    /// <summary>A shaper for inputs up to a magnitude; at first it changes nothing.</summary>
    public Shaper(double largest)
    {
        for (int i = 0; i < Points; i++)
        {
            double u = ((2.0 * i) / (Points - 1)) - 1;
            _places[i] = largest * u * Math.Abs(u);
        }

        Values = [.. _places];
    }

    /// <summary>The outputs at the points.</summary>
    public double[] Values { get; set; }

    /// <summary>The output, and its slope.</summary>
    public (double Value, double Slope) At(double x)
    {
        (int i, double part) = Place(x);
        double slope = (Values[i + 1] - Values[i]) / (_places[i + 1] - _places[i]);
        return (Values[i] + (part * (Values[i + 1] - Values[i])), slope);
    }

    /// <summary>Adds what each point has to do with an output, times a factor.</summary>
    public void AddWeights(double x, double factor, Span<double> weights)
    {
        (int i, double part) = Place(x);
        weights[i] += (1 - part) * factor;
        weights[i + 1] += part * factor;
    }

    private (int Index, double Part) Place(double x)
    {
        int i = Array.BinarySearch(_places, x);
        i = Math.Clamp(i >= 0 ? i : ~i - 1, 0, Points - 2);
        return (i, (x - _places[i]) / (_places[i + 1] - _places[i]));
    }
}
