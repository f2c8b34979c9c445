using CellGen.Generator.Descriptions;
using CellGen.Generator.Model;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the remarks on the user's class.</summary>
internal static class RemarksEmitter
{
    public static void Emit(CodeWriter writer, TypeSpec type, NetRemarks remarks)
    {
        writer.Raw("/// <remarks>");
        writer.Raw($"/// <para>{remarks.Title}.</para>");
        EmitCode(writer, remarks.Equations);
        writer.Raw($"/// <para>σ is the logistic function, ⊙ the Hadamard product{remarks.Symbols}.</para>");
        if (remarks.Gradients.Count > 0)
        {
            // A person who wrote the equations can compare it with the paper.
            writer.Raw("/// <para>Backward, derived: dz is the gradient of z, da_z that of W_z x, du_z that of U_z h where it is another. The matrices, transposed, carry them on to what they multiply.</para>");
            EmitCode(writer, remarks.Gradients);
        }

        writer.Raw("/// <list type=\"table\">");
        foreach (var (term, description) in remarks.Facts)
        {
            writer.Raw($"/// <item><term>{term}</term><description>{description}</description></item>");
        }

        writer.Raw("/// </list>");
        if (type.DrawsInConstructors)
        {
            writer.Raw("/// <para>A constructor of its own that calls no other, with this(seed), draws the weights with seed 0.</para>");
        }

        writer.Raw("/// </remarks>");
    }

    private static void EmitCode(CodeWriter writer, IEnumerable<string> lines)
    {
        writer.Raw("/// <code>");
        writer.Lines(lines.Select(line => "/// " + line));
        writer.Raw("/// </code>");
    }
}
