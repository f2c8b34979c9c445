namespace CellGen.Samples.Weather;

/// <summary>
/// What each day of the year is like: for each variable a mean and two harmonics of the year (five coefficients),
/// fitted to the days given and to no others, and the standard deviation of those days from it.
/// </summary>
public sealed class Climatology
{
    private const int Harmonics = 2;
    private const int DaysOfYear = 366;
    private const double DaysPerYear = 365.2425;

    private readonly float[,] _expected = new float[DaysOfYear, Variable.Count];
    private readonly float[] _deviation = new float[Variable.Count];

    /// <summary>Fits the climatology.</summary>
    /// <param name="training">The days to fit it to; whole years.</param>
    public Climatology(IReadOnlyList<WeatherDay> training)
    {
        double[][] regressors = [.. training.Select(day => Regressors(day.Date.DayOfYear))];
        for (int variable = 0; variable < Variable.Count; variable++)
        {
            double[] coefficients = LeastSquares.Fit(regressors, [.. training.Select(day => (double)day[variable])]);
            for (int day = 0; day < DaysOfYear; day++)
            {
                _expected[day, variable] = (float)Regressors(day + 1).Zip(coefficients, (x, c) => x * c).Sum();
            }

            _deviation[variable] = MathF.Sqrt(training.Average(day => Square(day[variable] - Expected(day.Date, variable))));
        }
    }

    /// <summary>The angle of a date in the year, in radians: 0 on 1 January, nearly 2π on 31 December.</summary>
    public static double Phase(DateOnly date) => 2 * Math.PI * (date.DayOfYear - 1) / DaysPerYear;

    /// <summary>What a variable is on that day of an average year, in its unit.</summary>
    public float Expected(DateOnly date, int variable) => _expected[date.DayOfYear - 1, variable];

    /// <summary>The standard deviation of a variable from what is expected, in its unit.</summary>
    public float Deviation(int variable) => _deviation[variable];

    /// <summary>How far a value is from what is expected, in standard deviations.</summary>
    public float Anomaly(DateOnly date, int variable, float value) =>
        (value - Expected(date, variable)) / Deviation(variable);

    /// <summary>The value that has that anomaly.</summary>
    public float Value(DateOnly date, int variable, float anomaly) =>
        Expected(date, variable) + (anomaly * Deviation(variable));

    private static double[] Regressors(int dayOfYear)
    {
        double phase = 2 * Math.PI * (dayOfYear - 1) / DaysPerYear;
        IEnumerable<double> waves = Enumerable.Range(1, Harmonics).SelectMany(k => new[] { Math.Sin(k * phase), Math.Cos(k * phase) });
        return [1, .. waves];
    }

    private static float Square(float x) => x * x;
}
