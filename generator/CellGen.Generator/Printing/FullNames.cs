using System.Text.RegularExpressions;
using CellGen.Generator.Model;

namespace CellGen.Generator.Printing;

/// <summary>Writes the names that the user's types hide in full.</summary>
internal sealed class FullNames(EquatableArray<string> hidden)
{
    // Not in a comment, not a member of something, and not the name of a property: VectorWidth VectorWidth =>.
    private readonly Regex? _hidden = hidden.Count == 0 ? null
        : new Regex($@"(?<!//.*)(?<![\w.@])(?:{string.Join("|", hidden)})\b(?! *(?:\{{|=>|$))", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    /// <summary>Lines of code with the full names in them.</summary>
    public string Apply(string lines) => _hidden is null ? lines
        : _hidden.Replace(lines, name => $"global::{ImportedTypes.Namespaces[name.Value]}.{name.Value}");
}
