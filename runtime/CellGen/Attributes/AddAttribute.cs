namespace CellGen;

/// <summary>A layer that adds layers above it, at each step: a connection past what stands between (He et al., 2016).</summary>
/// <example>
/// <code>
/// [RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 16, Name = "lstm")]
/// [Dense(Output = 1, Name = "dense")]
/// [Add("dense", "input")]
/// public partial class Amplifier;
/// </code>
/// </example>
/// <param name="layers">The names of layers above, all of one size; "input" is the input of the net.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class AddAttribute(params string[] layers) : Attribute
{
    /// <summary>The names of layers above, all of one size; "input" is the input of the net.</summary>
    public IReadOnlyList<string> Layers { get; } = layers;

    /// <summary>The name by which others read it. Default: add, with a number from 0 where several have no name.</summary>
    public string? Name { get; set; }
}
