namespace CellGen.Samples.Inside;

/// <summary>Pearson's correlation of many series with one, as they come.</summary>
/// <param name="count">The number of series.</param>
public sealed class Correlation(int count)
{
    private readonly double[] _sums = new double[count];
    private readonly double[] _squares = new double[count];
    private readonly double[] _products = new double[count];
    private double _sum;
    private double _square;
    private int _n;

    /// <summary>Adds a value of each, and one of what they are compared with.</summary>
    public void Add(ReadOnlySpan<float> values, float other)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            _sums[i] += value;
            _squares[i] += value * value;
            _products[i] += value * other;
        }

        _sum += other;
        _square += (double)other * other;
        _n++;
    }

    /// <summary>The correlation of a series, from −1 to 1; 0 where one of the two never changes.</summary>
    public double this[int series]
    {
        get
        {
            double both = (_squares[series] - (_sums[series] * _sums[series] / _n)) * (_square - (_sum * _sum / _n));
            return both <= 0 ? 0 : (_products[series] - (_sums[series] * _sum / _n)) / Math.Sqrt(both);
        }
    }

    /// <summary>The number of the series whose correlation is the strongest, of either sign.</summary>
    public int Strongest => Enumerable.Range(0, count).MaxBy(series => Math.Abs(this[series]));
}
