namespace CellGen.Samples.Weather;

/// <summary>Ordinary least squares for a handful of coefficients.</summary>
public static class LeastSquares
{
    /// <summary>The coefficients c that make Σ (y − row · c)² smallest, from the normal equations.</summary>
    /// <param name="rows">The regressors of each observation.</param>
    /// <param name="values">The observations.</param>
    public static double[] Fit(IReadOnlyList<double[]> rows, IReadOnlyList<double> values)
    {
        int n = rows[0].Length;
        double[,] normal = new double[n, n + 1];
        for (int k = 0; k < rows.Count; k++)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    normal[i, j] += rows[k][i] * rows[k][j];
                }

                normal[i, n] += rows[k][i] * values[k];
            }
        }

        return Solve(normal, n);
    }

    /// <summary>Gauss–Jordan elimination; a positive definite matrix needs no pivoting.</summary>
    private static double[] Solve(double[,] system, int n)
    {
        for (int pivot = 0; pivot < n; pivot++)
        {
            for (int row = 0; row < n; row++)
            {
                double factor = row == pivot ? 0 : system[row, pivot] / system[pivot, pivot];
                for (int column = pivot; column <= n; column++)
                {
                    system[row, column] -= factor * system[pivot, column];
                }
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => system[i, n] / system[i, i])];
    }
}
