namespace CellGen;

/// <summary>
/// A layer that puts layers above it side by side, at each step: what follows reads all of them (torch.cat over features).
/// </summary>
/// <example>
/// <code>
/// [Dense(Input = 42, Output = 24, Nonlinearity = Nonlinearity.Tanh, Name = "input_dense")]
/// [RecurrentCell(Kind = CellKind.Gru, Hidden = 24, Name = "vad_gru")]
/// [Concatenate("input_dense", "vad_gru", "input")]
/// [RecurrentCell(Kind = CellKind.Gru, Hidden = 48, Name = "noise_gru")]
/// public partial class Denoiser;
/// </code>
/// </example>
/// <param name="layers">The names of layers above, in order; "input" is the input of the net.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ConcatenateAttribute(params string[] layers) : Attribute
{
    /// <summary>The names of layers above, in order; "input" is the input of the net.</summary>
    public IReadOnlyList<string> Layers { get; } = layers;

    /// <summary>The name by which others read it. Default: concatenate, with a number from 0 where several have no name.</summary>
    public string? Name { get; set; }
}
