using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>A public method of a net: its documentation and its head, from one list of arguments.</summary>
/// <param name="declaration">The head up to the name.</param>
/// <param name="summary">What it does; may have several lines.</param>
/// <param name="throws">What it throws, and when.</param>
/// <param name="lines">The arguments: the first of the lists stands beside the name, each other on a line of its own.</param>
internal sealed class PublicMethod(
    string declaration, string summary, IReadOnlyList<(string Exception, string When)> throws, params IReadOnlyList<Argument>[] lines)
{
    /// <summary>The arguments in the order of the documentation, where that is another.</summary>
    public IReadOnlyList<Argument> Documented { get; init; } = [.. lines.SelectMany(line => line)];

    /// <summary>What it returns, where that is said.</summary>
    public string Returns { get; init; } = "";

    /// <summary>The head, without its documentation.</summary>
    public string Head
    {
        get
        {
            var declared = lines.Select(line => string.Join(", ", line.Select(argument => argument.Declaration))).ToList();
            string beside = declared[0].Length == 0 ? "\n    " : declared[0] + (declared.Count > 1 ? ",\n    " : "");
            return $"{declaration}({beside}{string.Join(",\n    ", declared.Skip(1))})";
        }
    }

    /// <summary>Writes it with a block as its body.</summary>
    public void Emit(CodeWriter writer, string body)
    {
        EmitDocs(writer);
        writer.Raw(Head);
        writer.Open();
        writer.Raw(body);
        writer.End();
    }

    /// <summary>Writes it with an expression as its body, in the line of the head or below it.</summary>
    public void EmitExpression(CodeWriter writer, string expression)
    {
        EmitDocs(writer);
        writer.Raw($"{Head} =>{expression};\n");
    }

    private void EmitDocs(CodeWriter writer)
    {
        writer.Raw(summary.Contains('\n') ? $"/// <summary>\n/// {summary.Replace("\n", "\n/// ")}\n/// </summary>" : $"/// <summary>{summary}</summary>");
        foreach (var argument in Documented)
        {
            writer.Raw($"/// <param name=\"{argument.Name.TrimStart('@')}\">{argument.Doc}</param>");
        }

        if (Returns.Length > 0)
        {
            writer.Raw($"/// <returns>{Returns}</returns>");
        }

        foreach (var (exception, when) in throws)
        {
            writer.Raw($"/// <exception cref=\"{exception}\">{when}</exception>");
        }
    }
}
