namespace CellGen.Samples.Weather;

/// <summary>A way of filling gaps. It is given the days with their gaps, and so cannot see what it is to guess.</summary>
public interface IGapFiller
{
    /// <summary>Its name, for the table and the picture.</summary>
    string Name { get; }

    /// <summary>Fills the gaps.</summary>
    /// <param name="observed">The days; the first and the last are known.</param>
    /// <param name="filled">[days x 3], in the variables' units; only the missing days count.</param>
    void Fill(ReadOnlySpan<WeatherDay> observed, Span<float> filled);
}
