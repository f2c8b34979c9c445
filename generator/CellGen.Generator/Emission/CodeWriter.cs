using System.Globalization;
using System.Text;

namespace CellGen.Generator.Emission;

/// <summary>Indented text with \n line ends; numbers are formatted the same under every culture.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>Writes one line.</summary>
    public void Line(FormattableString line) => Raw(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes an empty line.</summary>
    public void Line() => _text.Append('\n');

    /// <summary>Writes lines as they are, each indented.</summary>
    public void Raw(string lines)
    {
        foreach (string line in lines.Replace("\r", "").Split('\n'))
        {
            if (line.Length > 0)
            {
                _text.Append(' ', _indent * 4).Append(line);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Opens a block, after an optional head line.</summary>
    public void Open(FormattableString? head = null)
    {
        if (head is not null)
        {
            Line(head);
        }

        Raw("{");
        _indent++;
    }

    /// <summary>Closes a block.</summary>
    public void Close(string end = "}")
    {
        _indent--;
        Raw(end);
    }

    public override string ToString() => _text.ToString();
}
