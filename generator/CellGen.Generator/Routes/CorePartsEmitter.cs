using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Routes;

/// <summary>
/// Emits what the core of a net has of its parts, be they the layers of a net or those of an encoder and decoder: a field for each, which
/// lies on a part of the net's parameters.
/// </summary>
internal sealed class CorePartsEmitter(CodeWriter writer, IReadOnlyList<CorePart> parts)
{
    /// <summary>The lengths of the parameters.</summary>
    public static void EmitLengths(CodeWriter writer, int trained, int packed)
    {
        writer.Line($"public const int TrainedLength = {trained};");
        writer.Line($"public const int PackedLength = {packed};\n");
    }

    /// <summary>The method that gives the gradient of each part, a part of the net's.</summary>
    /// <param name="what">What a part is called.</param>
    public void EmitSplit(string what) => writer.Raw($$"""

        /// <summary>The gradient of each {{what}}'s parameters, a part of the net's.</summary>
        public static AlignedBuffer[] Split(AlignedBuffer gradient) => new[]
        {
            {{string.Join(",\n    ", parts.Where(part => part.HasParameters).Select(part => Invariant($"new AlignedBuffer(gradient, {part.Offset}, {part.Type}.TrainedLength)")))}},
        };
        """);

    /// <summary>The fields, the constructor and what is asked of them all.</summary>
    /// <param name="core">The type of the core.</param>
    public void EmitFields(string core)
    {
        string width = parts.First(part => part.HasParameters).Field + ".Width";
        writer.Lines(parts.Select(part => $"private {part.Type} {part.Field};").Prepend("private readonly AlignedBuffer _parameters;"));
        writer.Line();
        writer.Open($"public {core}(AlignedBuffer parameters)");
        writer.Raw("_parameters = parameters;");
        foreach (var part in parts.OrderBy(part => !part.HasParameters))
        {
            writer.Raw(part.HasParameters
                ? Invariant($"{part.Field} = new {part.Type}(new AlignedBuffer(parameters, {part.Offset}, {part.Type}.PackedLength));")
                : $"{part.Field} = new {part.Type} {{ Width = {width} }};");
        }

        writer.End();
        writer.Raw("""
            /// <summary>The packed parameters.</summary>
            public readonly Span<float> Parameters => _parameters.Span;

            """);
        writer.OpenMember("The vector width, and with it the kernels.", "public VectorWidth Width");
        writer.Raw($"readonly get => {width};");
        writer.Raw("set");
        writer.Open();
        writer.Lines(parts.Select(part => $"{part.Field}.Width = value;"));
        writer.Close();
        writer.End();
    }
}
