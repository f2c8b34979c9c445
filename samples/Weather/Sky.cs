namespace CellGen.Samples.Weather;

/// <summary>The word for a day's weather, as the data have it.</summary>
public enum Sky
{
    /// <summary>Drizzle.</summary>
    Drizzle,

    /// <summary>Rain.</summary>
    Rain,

    /// <summary>Snow.</summary>
    Snow,

    /// <summary>Sun.</summary>
    Sun,

    /// <summary>Fog.</summary>
    Fog,
}
