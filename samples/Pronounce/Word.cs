namespace CellGen.Samples.Pronounce;

/// <summary>A word as it is written and as it is said.</summary>
/// <param name="Spelling">Small letters from a to z.</param>
/// <param name="Sounds">Numbers of phonemes, see <see cref="WordData.Say"/>.</param>
public sealed record Word(string Spelling, int[] Sounds);
