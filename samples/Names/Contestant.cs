namespace CellGen.Samples.Names;

/// <summary>A trained net.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Net">The net.</param>
/// <param name="Sequences">Gives it names as it reads them, with a part of the letters made unknown.</param>
/// <param name="ValidationError">The part of the validation names that it gets wrong.</param>
/// <param name="ReloadedSame">Whether from its file it gives the same bits for the held-out names.</param>
public sealed record Contestant(
    string Name, ITrainable Net, Func<IEnumerable<Name>, double, ISequenceSource> Sequences, double ValidationError, bool ReloadedSame)
{
    /// <summary>The number of the language that it takes each name for.</summary>
    public int[] Guess(IEnumerable<Name> names) => Answers.Classes(Net, Sequences(names, 0));
}
