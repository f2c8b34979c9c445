using System.Globalization;

namespace CellGen.Samples.OwnCell;

/// <summary>How the nets are trained: all of them alike.</summary>
public sealed record Settings
{
    /// <summary>Letters of a window.</summary>
    public const int Steps = 80;

    /// <summary>Windows of a batch.</summary>
    public const int BatchSize = 4;

    /// <summary>The norm to which gradients are clipped.</summary>
    public const float MaxGradientNorm = 1;

    /// <summary>How many nets of each cell.</summary>
    public int Seeds { get; private init; } = 3;

    /// <summary>Updates of the weights.</summary>
    public int Updates { get; private init; } = 4000;

    /// <summary>The learning rate of the first update; it falls to zero, evenly.</summary>
    public float Rate { get; private init; } = 0.02f;

    /// <summary>Where the picture goes, or null.</summary>
    public string? Folder { get; private init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It has something else.</exception>
    public static Settings Parse(string[] arguments)
    {
        var settings = new Settings();
        for (int i = 0; i < arguments.Length; i++)
        {
            string Value() => i + 1 < arguments.Length ? arguments[++i] : throw new ArgumentException($"{arguments[i]} wants a value.");
            settings = arguments[i] switch
            {
                "--seeds" => settings with { Seeds = int.Parse(Value(), CultureInfo.InvariantCulture) },
                "--updates" => settings with { Updates = int.Parse(Value(), CultureInfo.InvariantCulture) },
                "--rate" => settings with { Rate = float.Parse(Value(), CultureInfo.InvariantCulture) },
                "--output" => settings with { Folder = Value() },
                _ => throw new ArgumentException($"Unknown argument: {arguments[i]}. Known: --seeds N, --updates N, --rate X, --output FOLDER."),
            };
        }

        return settings;
    }
}
