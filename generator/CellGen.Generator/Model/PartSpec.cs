namespace CellGen.Generator.Model;

/// <summary>What a layer with parameters is in its net, beside its own spec.</summary>
/// <param name="Name">The name of the type that holds it.</param>
/// <param name="StateFloats">The number of floats of a State of the whole net; 0 for a layer that has none.</param>
/// <param name="HasStep">Whether the net has steps.</param>
internal sealed record PartSpec(string Name, int StateFloats, bool HasStep)
{
    /// <summary>
    /// Whether a part of what the first layer reads at a step depends on its state before that step, as with attention whose
    /// query is that state: it is filled in step by step.
    /// </summary>
    public bool HasContext { get; init; }

    /// <summary>Whether the gradient of what it reads is asked for step by step, while those of its weights wait.</summary>
    public bool GivesInputGradient { get; init; }
}
