namespace CellGen.Samples;

/// <summary>Colours that the colour-blind can tell apart (Okabe and Ito, 2008).</summary>
public static class Palette
{
    /// <summary>What a picture is about.</summary>
    public const string Orange = "#d55e00";

    /// <summary>What is beside it.</summary>
    public const string Blue = "#0072b2";

    /// <summary>Baselines.</summary>
    public const string Gray = "#8a8a8a";

    /// <summary>Lines behind the data.</summary>
    public const string Grid = "#d4d4d4";
}
