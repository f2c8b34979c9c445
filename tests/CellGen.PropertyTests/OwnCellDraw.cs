using CellGen.NumericTests.Host;

namespace CellGen.PropertyTests;

/// <summary>A net whose class writes its cell itself, drawn from the whole language of equations.</summary>
/// <param name="Seed">What the equations are drawn from.</param>
/// <param name="Depth">How deep expressions are nested between two names.</param>
/// <param name="Terms">How many values have names, of which later ones may read all.</param>
/// <param name="Further">The number of states besides h.</param>
/// <param name="ReadsInput">Whether equations read the input itself, of which there are as many values as units then.</param>
/// <param name="Unbiased">Whether some products have no bias where the others have one.</param>
/// <param name="Late">Whether some gates multiply a value of the same step instead of h.</param>
/// <param name="Shape">Its sizes and topology; the kind says nothing.</param>
public sealed record OwnCellDraw(int Seed, int Depth, int Terms, int Further, bool ReadsInput, bool Unbiased, bool Late, NetShape Shape)
{
    /// <summary>The class that is compiled.</summary>
    public string Name => $"Own{Seed}_{Depth}_{Terms}{(Further > 0 ? $"_States{Further}" : "")}{(ReadsInput ? "_Input" : "")}{(Unbiased ? "_Unbiased" : "")}{(Late ? "_Late" : "")}_{Shape.Name}";

    /// <summary>What a failure reports: the class as it stands.</summary>
    public override string ToString() => OwnCellText.Write(this);
}
