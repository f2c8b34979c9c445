namespace CellGen.Generator.Descriptions;

/// <summary>What is said of a net above its class: the equations, the shape, the costs and the plan.</summary>
/// <param name="Title">What it is, without a full stop.</param>
/// <param name="Equations">The equations, a line each.</param>
/// <param name="Symbols">What is said of symbols beside σ and ⊙.</param>
/// <param name="Facts">Sizes, costs and choices: a term, and what there is to say.</param>
internal sealed record NetRemarks(string Title, IEnumerable<string> Equations, string Symbols, IEnumerable<(string Term, string Description)> Facts)
{
    /// <summary>The derived backward pass, of a user's own equations.</summary>
    public IReadOnlyList<string> Gradients { get; init; } = [];
}
