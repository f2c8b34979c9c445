namespace CellGen.Compare.Problems;

/// <summary>One row of the table: a net and what is done with it.</summary>
/// <param name="Name">As the table has it.</param>
/// <param name="Kind">Rnn (tanh), Gru or Lstm.</param>
/// <param name="Input">The values of one step of input.</param>
/// <param name="Hidden">The units of a layer and direction.</param>
/// <param name="Layers">The number of layers.</param>
/// <param name="Bidirectional">Whether there are two directions, side by side.</param>
/// <param name="Steps">The steps of a sequence.</param>
/// <param name="Batch">The sequences of a batch, or the states.</param>
/// <param name="Mode">What a call does.</param>
/// <param name="TargetRatio">The time that is aimed at, as a part of the best peer's.</param>
public sealed record Row(
    string Name, CellKind Kind, int Input, int Hidden, int Layers, bool Bidirectional, int Steps, int Batch, RowMode Mode, double TargetRatio)
{
    /// <summary>The layers of a net of several; empty for a stack of cells, which the other properties describe.</summary>
    public IReadOnlyList<NetLayer> Net { get; init; } = [];

    /// <summary>Whether it is such a net.</summary>
    public bool IsNet => Net.Count > 0;

    /// <summary>What is particular to an encoder and decoder; null for all other rows.</summary>
    public PairShape? Pair { get; init; }

    /// <summary>The outputs of a dense head over every step; 0 where there is none.</summary>
    public int Head { get; init; }

    /// <summary>The tokens that the net reads through an embedding; 0 where it reads values.</summary>
    public int Vocabulary { get; init; }

    /// <summary>Whether each step is a call, and states are kept between them.</summary>
    public bool IsStepwise => Mode is RowMode.Streaming or RowMode.Agents;

    /// <summary>1 or 2.</summary>
    public int Directions => Bidirectional ? 2 : 1;

    /// <summary>The products with x of a unit.</summary>
    public int Gates => Kind switch { CellKind.Gru => 3, CellKind.Lstm => 4, _ => 1 };

    /// <summary>Whether plain loops would take minutes: a batch of a large net, or ten thousand states.</summary>
    public bool TakesMinutes => Pair is null && Batch > 1 && (Hidden >= 128 || Batch >= 10_000);

    /// <summary>The values of one row of output.</summary>
    public int OutputSize => Pair is not null ? Pair.TargetVocabulary : IsNet ? Net.Where(layer => layer.IsOutput).Sum(layer => layer.Size) : Head > 0 ? Head : Directions * Hidden;

    /// <summary>The size of what a layer of a net of several reads.</summary>
    public int InputOf(NetLayer layer) => layer.Reads.Sum(name => name == "input" ? Input : Net.Single(other => other.Name == name).Size);

    /// <summary>The size of the input of a layer.</summary>
    public int InputOf(int layer) => layer == 0 ? Input : Directions * Hidden;

    /// <summary>The multiply-adds of one step of the whole batch; backward has twice those of forward.</summary>
    public double MultiplyAdds => IsNet ? Net.Sum(layer => layer.MultiplyAdds(InputOf(layer))) :
        ((Enumerable.Range(0, Layers).Sum(layer => (double)Directions * Gates * Hidden * (InputOf(layer) + Hidden))
            + (Head * Hidden)) * Batch) * (Mode == RowMode.Training ? 3 : 1);
}
