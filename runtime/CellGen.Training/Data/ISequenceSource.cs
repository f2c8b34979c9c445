namespace CellGen;

/// <summary>Sequences by number, wherever they come from: from memory, from a file, or made when they are asked for.</summary>
/// <remarks>
/// <see cref="Get"/> may be called from several threads at a time, and must give the same sequence for the same number until the
/// next epoch begins: then a run is the same on any number of threads, and the same when it is resumed.
/// </remarks>
public interface ISequenceSource
{
    /// <summary>The number of sequences.</summary>
    int Count { get; }

    /// <summary>The number of steps of a sequence, at least 1; the same in every epoch.</summary>
    /// <param name="index">Its number, from 0.</param>
    int StepsOf(int index);

    /// <summary>A sequence.</summary>
    /// <param name="index">Its number, from 0.</param>
    Sequence Get(int index);

    /// <summary>
    /// Whether a sequence goes on where the one at its place in the batch before ended, and not from a state of zero; asked for
    /// where the trainer carries states, and never of the first batch.
    /// </summary>
    /// <param name="index">Its number, from 0.</param>
    bool Continues(int index) => true;

    /// <summary>Tells that an epoch begins: a source that makes its sequences anew seeds itself with the number.</summary>
    /// <param name="epoch">The number of epochs before it.</param>
    void BeginEpoch(int epoch)
    {
    }
}
