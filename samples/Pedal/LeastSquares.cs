namespace CellGen.Samples.Pedal;

/// <summary>Σ (a · x − y)² over many rows, made as small as it can be.</summary>
public sealed class LeastSquares(int count)
{
    private readonly double[,] _products = new double[count, count];
    private readonly double[] _right = new double[count];

    /// <summary>Adds a row a and its y.</summary>
    public void Add(ReadOnlySpan<double> a, double y)
    {
        for (int i = 0; i < count; i++)
        {
            if (a[i] != 0)
            {
                _right[i] += a[i] * y;
                for (int j = 0; j <= i; j++)
                {
                    _products[i, j] += a[i] * a[j];
                }
            }
        }
    }

    /// <summary>Asks for a straight line, faintly: where no row says anything, x goes on as its neighbours do.</summary>
    public void Straighten()
    {
        double weight = Math.Sqrt(1e-5 * Enumerable.Range(0, count).Sum(i => _products[i, i]) / count);
        for (int i = 1; i < count - 1; i++)
        {
            var row = new double[count];
            (row[i - 1], row[i], row[i + 1]) = (weight, -2 * weight, weight);
            Add(row, 0);
        }
    }

    /// <summary>The x, by Cholesky's method, with a ridge of 10⁻⁹ of the trace, so that what no row asks for is 0.</summary>
    public double[] Solve()
    {
        double ridge = 1e-9 * Enumerable.Range(0, count).Sum(i => _products[i, i]) / count;
        var root = new double[count, count];
        var x = new double[count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = _products[i, j] + (i == j ? ridge : 0);
                for (int k = 0; k < j; k++)
                {
                    sum -= root[i, k] * root[j, k];
                }

                root[i, j] = i == j ? Math.Sqrt(sum) : sum / root[j, j];
            }

            x[i] = (_right[i] - Enumerable.Range(0, i).Sum(k => root[i, k] * x[k])) / root[i, i];
        }

        for (int i = count - 1; i >= 0; i--)
        {
            x[i] = (x[i] - Enumerable.Range(i + 1, count - 1 - i).Sum(k => root[k, i] * x[k])) / root[i, i];
        }

        return x;
    }
}
