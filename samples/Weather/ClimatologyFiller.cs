namespace CellGen.Samples.Weather;

/// <summary>The second baseline: what the day is like in an average year.</summary>
public sealed class ClimatologyFiller(Climatology climatology) : IGapFiller
{
    /// <inheritdoc/>
    public string Name => "Climatology";

    /// <inheritdoc/>
    public void Fill(ReadOnlySpan<WeatherDay> observed, Span<float> filled)
    {
        for (int day = 0; day < observed.Length; day++)
        {
            for (int variable = 0; variable < Variable.Count; variable++)
            {
                filled[(day * Variable.Count) + variable] = climatology.Expected(observed[day].Date, variable);
            }
        }
    }
}
