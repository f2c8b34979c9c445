namespace CellGen.Generator.Model;

/// <summary>A [RecurrentCell] attribute, as values.</summary>
internal sealed record CellSpec(
    CellKind Kind,
    int Input,
    int Hidden,
    int Layers,
    bool Bidirectional,
    bool Bias,
    Nonlinearity Nonlinearity)
{
    public int Directions => Bidirectional ? 2 : 1;

    /// <summary>The number of outputs of a step of each layer: both directions side by side.</summary>
    public int LayerOutput => Hidden * Directions;
}
