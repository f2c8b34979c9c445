using CellGen.Generator.Descriptions;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the attribute of the user's class that holds its equations: an attribute takes no name from the class.</summary>
internal static class NetTextEmitter
{
    public static void Emit(CodeWriter writer, NetText text)
    {
        writer.Raw("[NetText(");
        Emit(writer, text.Equations, ",");
        Emit(writer, text.Symbols, ",");
        Emit(writer, text.Gradients, ")]");
    }

    private static void Emit(CodeWriter writer, IReadOnlyList<string> lines, string end)
    {
        if (lines.Count == 0)
        {
            writer.Raw("    \"\"" + end);
        }

        for (int i = 0; i < lines.Count; i++)
        {
            string line = lines[i].Replace("\\", "\\\\").Replace("\"", "\\\"");
            writer.Verbatim(i == lines.Count - 1 ? $"    \"{line}\"{end}" : $"    \"{line}\\n\" +");
        }
    }
}
