namespace CellGen.Samples.NextChapter;

/// <summary>What the command line says.</summary>
public sealed record Settings
{
    /// <summary>Characters, or words.</summary>
    public TextUnit Unit { get; private init; } = TextUnit.Characters;

    /// <summary>The text.</summary>
    public string Text { get; private init; } = Path.Combine(AppContext.BaseDirectory, "generator.txt");

    /// <summary>What the net goes on from when it writes.</summary>
    public string Seed { get; private init; } = "/// <summary>";

    /// <summary>Where weights and pictures go, or null.</summary>
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
                "--words" => settings with { Unit = TextUnit.Words },
                "--text" => settings with { Text = Value() },
                "--seed" => settings with { Seed = Value() },
                "--output" => settings with { Folder = Value() },
                _ => throw new ArgumentException($"Unknown argument: {arguments[i]}. Known: --words, --text FILE, --seed TEXT, --output FOLDER."),
            };
        }

        return settings;
    }
}
