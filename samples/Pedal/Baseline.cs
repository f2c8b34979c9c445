namespace CellGen.Samples.Pedal;

/// <summary>
/// What people build without a net: a static waveshaper with a linear filter of 32 taps, before it (Wiener's model) or behind it
/// (Hammerstein's). Shaper and filter are fitted in turn, by least squares behind the pre-emphasis that everybody is judged by.
/// </summary>
public sealed class Baseline
{
    private const int Taps = 32;
    private const int Rounds = 8;

    private readonly bool _filterFirst;
    private readonly Shaper _shaper;
    private double[] _filter = new double[Taps];

    /// <summary>Fits one of both kinds.</summary>
    /// <param name="filterFirst">Whether the filter is before the shaper.</param>
    /// <param name="input">What goes into the circuit.</param>
    /// <param name="target">What comes out of it.</param>
    public Baseline(bool filterFirst, float[] input, float[] target)
    {
        _filterFirst = filterFirst;
        _shaper = new Shaper(1.5 * input.Max(Math.Abs));
        _filter[0] = 1;
        for (int round = 0; round < Rounds; round++)
        {
            FitShaper(input, target);
            FitFilter(input, target);
        }

        FitShaper(input, target);
    }

    /// <summary>What stands first.</summary>
    public string Name => _filterFirst ? "filter, then shaper" : "shaper, then filter";

    /// <summary>The output for an input.</summary>
    public float[] Run(float[] input)
    {
        var output = new float[input.Length];
        for (int t = 0; t < input.Length; t++)
        {
            output[t] = (float)(_filterFirst ? _shaper.At(Filtered(input, t)).Value : Shaped(input, t));
        }

        return output;
    }

    private double Filtered(float[] input, int t)
    {
        double sum = 0;
        for (int k = 0; k < Taps && k <= t; k++)
        {
            sum += _filter[k] * input[t - k];
        }

        return sum;
    }

    private double Shaped(float[] input, int t)
    {
        double sum = 0;
        for (int k = 0; k < Taps && k <= t; k++)
        {
            sum += _filter[k] * _shaper.At(input[t - k]).Value;
        }

        return sum;
    }

    /// <summary>The output depends on the shaper's values linearly, wherever the filter is.</summary>
    private void FitShaper(float[] input, float[] target)
    {
        var squares = new LeastSquares(Shaper.Points);
        Sum(squares, target, Shaper.Points, (t, row) =>
        {
            for (int k = 0; k < (_filterFirst ? 1 : Taps) && k <= t; k++)
            {
                _shaper.AddWeights(_filterFirst ? Filtered(input, t) : input[t - k], _filterFirst ? 1 : _filter[k], row);
            }

            return target[t];
        });
        squares.Straighten();
        _shaper.Values = squares.Solve();
    }

    /// <summary>Behind the shaper the filter is linear; before it, a step of Gauss and Newton.</summary>
    private void FitFilter(float[] input, float[] target)
    {
        var squares = new LeastSquares(Taps);
        Sum(squares, target, Taps, (t, row) =>
        {
            (double value, double slope) = _filterFirst ? _shaper.At(Filtered(input, t)) : (0, 0);
            for (int k = 0; k < Taps && k <= t; k++)
            {
                row[k] = _filterFirst ? slope * input[t - k] : _shaper.At(input[t - k]).Value;
            }

            return target[t] - value;
        });
        double[] solution = squares.Solve();
        _filter = _filterFirst ? [.. _filter.Zip(solution, (before, step) => before + step)] : solution;
    }

    /// <summary>Adds the rows of all times, each minus 0.95 of the one before.</summary>
    private static void Sum(LeastSquares squares, float[] target, int count, Func<int, double[], double> rowOf)
    {
        (double[] last, double[] row, double[] difference) = (new double[count], new double[count], new double[count]);
        double lastWanted = rowOf(0, last);
        for (int t = 1; t < target.Length; t++)
        {
            Array.Clear(row);
            double wanted = rowOf(t, row);
            for (int i = 0; i < count; i++)
            {
                difference[i] = row[i] - (ErrorToSignal.Emphasis * last[i]);
            }

            squares.Add(difference, wanted - (ErrorToSignal.Emphasis * lastWanted));
            (last, row, lastWanted) = (row, last, wanted);
        }
    }
}
