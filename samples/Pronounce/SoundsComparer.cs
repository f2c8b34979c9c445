namespace CellGen.Samples.Pronounce;

/// <summary>What letters make are equal where letter and phonemes are.</summary>
public sealed class SoundsComparer : IEqualityComparer<(char Letter, int[] Sounds)>
{
    /// <inheritdoc/>
    public bool Equals((char Letter, int[] Sounds) x, (char Letter, int[] Sounds) y) => x.Letter == y.Letter && x.Sounds.AsSpan().SequenceEqual(y.Sounds);

    /// <inheritdoc/>
    public int GetHashCode((char Letter, int[] Sounds) pair) => pair.Sounds.Aggregate((int)pair.Letter, (hash, sound) => (hash * 64) + sound);
}
