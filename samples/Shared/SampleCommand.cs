using System.CommandLine;
using System.Runtime.CompilerServices;

namespace CellGen.Samples;

/// <summary>The command line of a sample: --help, --output FOLDER, and what the sample adds.</summary>
public sealed class SampleCommand
{
    private readonly Option<string?> _output = new("--output") { HelpName = "FOLDER", Description = "Where pictures and weights go instead of output, beside the sources." };
    private readonly RootCommand _command;
    private ParseResult? _read;

    /// <summary>A command that tells a story.</summary>
    public SampleCommand(string story) => _command = new RootCommand(story) { _output };

    /// <summary>
    /// What the program ends with where <see cref="Read"/> says no: 0 after --help, 2 after a mistake. A net that is no better
    /// than what stands beside it ends with 1.
    /// </summary>
    public int ExitCode { get; private set; }

    /// <summary>An option with a value; an array takes all that follow.</summary>
    public Option<T> Option<T>(string name, string helpName, string description, T preset)
    {
        var option = new Option<T>(name)
        {
            HelpName = helpName,
            Description = description,
            DefaultValueFactory = _ => preset,
            AllowMultipleArgumentsPerToken = typeof(T).IsArray,
        };
        _command.Add(option);
        return option;
    }

    /// <summary>An option without a value.</summary>
    public Option<bool> Switch(string name, string description)
    {
        var option = new Option<bool>(name) { Description = description };
        _command.Add(option);
        return option;
    }

    /// <summary>Words without an option, as many as one likes.</summary>
    public Argument<string[]> Words(string name, string description, params string[] preset)
    {
        var words = new Argument<string[]>(name)
        {
            Description = description,
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => preset,
        };
        _command.Add(words);
        return words;
    }

    /// <summary>Reads what was typed, and answers --help and mistakes itself.</summary>
    /// <returns>Whether the sample is to run.</returns>
    public bool Read(string[] arguments)
    {
        _read = _command.Parse(arguments);
        if (_read.Action is null)
        {
            return true;
        }

        int answered = _read.Invoke();
        ExitCode = _read.Errors.Count > 0 ? 2 : answered;
        return false;
    }

    /// <summary>What an option has after <see cref="Read"/>.</summary>
    public T Value<T>(Option<T> option) => _read!.GetValue(option)!;

    /// <summary>The words that were typed.</summary>
    public string[] Value(Argument<string[]> words) => _read!.GetValue(words)!;

    /// <summary>
    /// The folder that the command line names; else output beside the source file that asks, which git ignores; else, where the
    /// sources are on another machine, output in the current folder.
    /// </summary>
    public string CreateFolder([CallerFilePath] string asking = "")
    {
        string sources = Path.GetDirectoryName(asking)!;
        string parent = Directory.Exists(sources) ? sources : Environment.CurrentDirectory;
        return Directory.CreateDirectory(Value(_output) ?? Path.Combine(parent, "output")).FullName;
    }
}
