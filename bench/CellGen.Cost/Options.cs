namespace CellGen.Cost;

/// <summary>The command line.</summary>
internal sealed record Options
{
    /// <summary>Few nets, for trying out.</summary>
    public bool Quick { get; private init; }

    /// <summary>The file of the report, or null.</summary>
    public string? Output { get; private init; }

    /// <summary>Reads the arguments.</summary>
    public static Options Parse(string[] arguments)
    {
        var options = new Options();
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--quick" => options with { Quick = true },
                "--output" when i + 1 < arguments.Length => options with { Output = arguments[++i] },
                _ => throw new ArgumentException($"Unknown argument: {arguments[i]}. Known: --quick, --output FILE."),
            };
        }

        return options;
    }
}
