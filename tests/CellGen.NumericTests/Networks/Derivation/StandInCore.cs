namespace CellGen.NumericTests.Networks.Derivation;

/// <summary>
/// What stands for a layer with parameters: y_t = tanh(W x_t + U y_(t−1)), or without U a dense layer, also a linear one, with the
/// weights of each column in one or two rows alone. What the layers of a net really compute is proved elsewhere; the way between them needs
/// something with parameters, a state and a gradient.
/// </summary>
internal sealed class StandInCore
{
    private readonly int _read;
    private readonly int _given;
    private readonly bool _isLinear;
    private readonly (int Row, int Column)[] _places;

    /// <param name="read">The number of values that it reads.</param>
    /// <param name="given">The number of values that it gives.</param>
    /// <param name="recurs">Whether there is U.</param>
    /// <param name="isLinear">Whether there is no tanh.</param>
    /// <param name="random">Draws the weights.</param>
    public StandInCore(int read, int given, bool recurs, bool isLinear, Random random)
    {
        (_read, _given, _isLinear) = (read, given, isLinear);

        // Every column of x, and of y, has a row that reads it, and every row has something to read.
        _places =
        [
            .. Enumerable.Range(0, read).Select(column => (column % given, column)),
            .. Enumerable.Range(0, given).Select(row => (row, row % read)),
            .. Enumerable.Range(0, recurs ? given : 0).Select(column => ((column + 1) % given, read + column)),
        ];
        Weights = [.. _places.Select(_ => (2 * random.NextDouble()) - 1)];
        Gradient = new double[Weights.Length];
    }

    /// <summary>The weights.</summary>
    public double[] Weights { get; }

    /// <summary>Their gradient, to which a backward pass adds.</summary>
    public double[] Gradient { get; }

    /// <summary>The rows that it gives.</summary>
    /// <param name="x">What it reads.</param>
    /// <param name="before">y before the first step; null is zero.</param>
    /// <param name="complete">Completes what a step reads, by y before it.</param>
    public double[][] Forward(double[][] x, double[]? before = null, Action<int, double[]>? complete = null)
    {
        double[][] y = [.. x.Select(_ => new double[_given])];
        for (int t = 0; t < x.Length; t++)
        {
            complete?.Invoke(t, t > 0 ? y[t - 1] : before ?? new double[_given]);
            for (int i = 0; i < _places.Length; i++)
            {
                y[t][_places[i].Row] += Weights[i] * Operand(x, y, before, t, _places[i].Column);
            }

            for (int row = 0; row < _given; row++)
            {
                y[t][row] = _isLinear ? y[t][row] : Math.Tanh(y[t][row]);
            }
        }

        return y;
    }

    /// <summary>The gradient of the rows that it read, and of y before the first step.</summary>
    /// <param name="x">What it read.</param>
    /// <param name="yGradient">The gradient of what it gave.</param>
    /// <param name="before">y before the first step.</param>
    /// <param name="state">A further gradient of y of the last step.</param>
    /// <param name="pass">Takes the gradient of what a step read, and adds to that of y before it.</param>
    public (double[][] X, double[] Before) Backward(double[][] x, double[][] yGradient, double[]? before, double[] state, Action<int, double[], double[]>? pass = null)
    {
        double[][] y = Forward(x, before);
        double[][] xGradient = [.. x.Select(_ => new double[_read])];
        for (int t = x.Length - 1; t >= 0; t--)
        {
            double[] next = state;
            double[] sums = [.. y[t].Select((value, row) => (yGradient[t][row] + next[row]) * (_isLinear ? 1 : 1 - (value * value)))];
            state = new double[_given];
            for (int i = 0; i < _places.Length; i++)
            {
                var (row, column) = _places[i];
                Gradient[i] += sums[row] * Operand(x, y, before, t, column);
                double[] target = column < _read ? xGradient[t] : state;
                target[column < _read ? column : column - _read] += sums[row] * Weights[i];
            }

            pass?.Invoke(t, xGradient[t], state);
        }

        return (xGradient, state);
    }

    /// <summary>The gradient of what it read alone, where it is linear.</summary>
    public double[][] InputGradient(double[][] yGradient) => [.. yGradient.Select(gradient =>
    {
        double[] x = new double[_read];
        for (int i = 0; i < _places.Length; i++)
        {
            x[_places[i].Column] += gradient[_places[i].Row] * Weights[i];
        }

        return x;
    })];

    private double Operand(double[][] x, double[][] y, double[]? before, int t, int column) =>
        column < _read ? x[t][column] : t > 0 ? y[t - 1][column - _read] : before?[column - _read] ?? 0;
}
