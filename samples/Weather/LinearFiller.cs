namespace CellGen.Samples.Weather;

/// <summary>The first baseline: a straight line from the last known day before a gap to the first after it.</summary>
public sealed class LinearFiller : IGapFiller
{
    /// <inheritdoc/>
    public string Name => "Linear interpolation";

    /// <inheritdoc/>
    public void Fill(ReadOnlySpan<WeatherDay> observed, Span<float> filled)
    {
        int before = 0;
        for (int after = 1; after < observed.Length; after++)
        {
            if (observed[after].IsMissing)
            {
                continue;
            }

            for (int day = before; day <= after; day++)
            {
                float share = (float)(day - before) / (after - before);
                for (int variable = 0; variable < Variable.Count; variable++)
                {
                    filled[(day * Variable.Count) + variable] =
                        ((1 - share) * observed[before][variable]) + (share * observed[after][variable]);
                }
            }

            before = after;
        }
    }
}
