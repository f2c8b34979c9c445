using CellGen.Generator.Planning;

namespace CellGen.Generator.Routes;

/// <summary>A part of a net that is a type of its own within the net's core.</summary>
/// <param name="Type">The type.</param>
/// <param name="Field">The field that holds it.</param>
/// <param name="Offset">Where its packed parameters begin in those of the net; −1 where it has none.</param>
internal sealed record CorePart(string Type, string Field, int Offset)
{
    public bool HasParameters => Offset >= 0;

    /// <summary>The layers of a net.</summary>
    public static IReadOnlyList<CorePart> Of(NetworkPlan plan) =>
        [.. plan.Types.Select(layer => new CorePart(layer.Type, layer.Field, layer.Core is null ? -1 : layer.ParameterOffset))];

    /// <summary>The parts of an encoder and decoder, but for an encoder of several layers, which has parts of its own.</summary>
    public static IReadOnlyList<CorePart> Of(PairPlan plan) => [.. plan.Parts.Select(part => new CorePart(part.Type, part.Field, part.ParameterOffset))];
}
