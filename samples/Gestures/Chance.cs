namespace CellGen.Samples.Gestures;

/// <summary>Random numbers that people are made of.</summary>
public sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>From 0 to 1.</summary>
    public double Uniform() => _random.NextDouble();

    /// <summary>From a number to another.</summary>
    public double Uniform(double from, double to) => from + ((to - from) * _random.NextDouble());

    /// <summary>Normally distributed (Box and Muller 1958).</summary>
    public double Normal(double mean, double deviation) =>
        mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));

    /// <summary>A factor around 1 whose logarithm is normally distributed.</summary>
    public double Factor(double deviation) => Math.Exp(Normal(0, deviation));
}
