using System.Globalization;

namespace CellGen.Compare;

/// <summary>The command line: what to measure, or which runs to report.</summary>
internal sealed record Options
{
    /// <summary>measure, report, summary, cores or core.</summary>
    public string Command { get; private init; } = "";

    /// <summary>The run: default, avx2 or plain.</summary>
    public string Run { get; private init; } = "default";

    /// <summary>The folder of the native peers.</summary>
    public string Native { get; private init; } = "";

    /// <summary>The file of the run's numbers; for a report, all of them.</summary>
    public IReadOnlyList<string> Files { get; private init; } = [];

    /// <summary>Only the rows, and what else has a name, whose name contains this text.</summary>
    public string Rows { get; private init; } = "";

    /// <summary>The folder of the report.</summary>
    public string Output { get; private init; } = ".";

    /// <summary>Short and rough, for trying out.</summary>
    public bool Quick { get; private init; }

    /// <summary>The net of a process that runs one on a core of its own.</summary>
    public int Net { get; private init; }

    /// <summary>Reads the arguments.</summary>
    public static Options Parse(string[] arguments)
    {
        var options = new Options { Command = arguments.FirstOrDefault() ?? "" };
        for (int i = 1; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--quick" => options with { Quick = true },
                "--run" => options with { Run = arguments[++i] },
                "--native" => options with { Native = arguments[++i] },
                "--file" => options with { Files = [.. options.Files, arguments[++i]] },
                "--rows" => options with { Rows = arguments[++i] },
                "--net" => options with { Net = int.Parse(arguments[++i], CultureInfo.InvariantCulture) },
                "--output" => options with { Output = arguments[++i] },
                _ => throw new ArgumentException($"Unknown argument: {arguments[i]}"),
            };
        }

        return options;
    }
}
