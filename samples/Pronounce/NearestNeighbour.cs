namespace CellGen.Samples.Pronounce;

/// <summary>The first baseline: a word is said as that known word that is spelled most like it; of several alike, as the first.</summary>
public sealed class NearestNeighbour(Word[] known)
{
    /// <summary>What the word's neighbour sounds like.</summary>
    public int[] Pronounce(string spelling) => known.MinBy(word => EditDistance.Between<char>(word.Spelling, spelling))!.Sounds;
}
