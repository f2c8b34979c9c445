namespace CellGen;

/// <summary>A mean of values, each with its weight, in double precision and the order in which they come.</summary>
internal struct WeightedMean
{
    /// <summary>Σ weight · value.</summary>
    public double Sum { get; set; }

    /// <summary>Σ weight.</summary>
    public double Weight { get; set; }

    /// <summary>The mean; 0 where nothing counts.</summary>
    public readonly double Value => Weight == 0 ? 0 : Sum / Weight;

    /// <summary>Adds a value; without weight it counts for nothing, also NaN.</summary>
    public void Add(double value, double weight)
    {
        Sum += weight == 0 ? 0 : value * weight;
        Weight += weight;
    }

    /// <summary>Adds the values of another mean.</summary>
    public void Add(WeightedMean other)
    {
        Sum += other.Sum;
        Weight += other.Weight;
    }
}
