using System.Globalization;

namespace CellGen.RoundTrip;

/// <summary>Prints one line for each check, in the words that the script roundtrip counts.</summary>
internal sealed class Report
{
    /// <summary>Differences up to this, relative to max(1, |y|), are rounding.</summary>
    public const double Tolerance = 2e-6;

    /// <summary>Whether a check has failed.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Does one check.</summary>
    /// <param name="direction">What is checked.</param>
    /// <param name="net">Of which net.</param>
    /// <param name="check">The check: it says how it went, or throws.</param>
    public void Check(string direction, NetDescription net, Func<string> check)
    {
        string verdict;
        string message;
        try
        {
            (verdict, message) = ("agrees", check());
        }
        catch (Exception exception)
        {
            (verdict, message) = ("FAILED", $"{exception.GetType().Name}: {exception.Message}");
            HasFailed = true;
        }

        Console.WriteLine($"{verdict}  {direction,-26}  {net.Name,-42}  {message}");
    }

    /// <summary>Compares a run with what torch computed.</summary>
    /// <returns>The largest difference.</returns>
    /// <exception cref="InvalidDataException">It is more than rounding.</exception>
    public static string Compare(Run actual, Run expected)
    {
        (string name, double distance) = actual.WorstAgainst(expected);
        string shown = distance.ToString("0.0e-00", CultureInfo.InvariantCulture);
        return distance <= Tolerance ? shown : throw new InvalidDataException($"{name} is off by {shown}");
    }
}
