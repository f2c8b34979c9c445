namespace CellGen.Samples.Weather;

/// <summary>One of the quantities that have gaps.</summary>
/// <param name="Name">Its name, for the table and the picture.</param>
/// <param name="Unit">Its unit.</param>
public sealed record Variable(string Name, string Unit)
{
    /// <summary>How many there are.</summary>
    public const int Count = 3;

    /// <summary>The quantities, in the order in which every [days x 3] array holds them.</summary>
    public static IReadOnlyList<Variable> All { get; } =
        [new("Highest temperature", "°C"), new("Lowest temperature", "°C"), new("Wind", "m/s")];
}
