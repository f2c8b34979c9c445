using System.Text.Json.Serialization;
using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Networks;

/// <summary>One layer of a net of several, as its attribute says it: the goldens describe them so.</summary>
public sealed record NetworkLayer
{
    /// <summary>The attribute: RecurrentCell, Dense, Conv1d, DenseHead, Concatenate, Add or Activation.</summary>
    public required string Layer { get; init; }

    /// <summary>The name, or null where the attribute has none.</summary>
    public string? Name { get; init; }

    /// <summary>Dense layers, convolutions and heads: the number of outputs.</summary>
    public int Output { get; init; }

    /// <summary>Convolutions: the length of the kernel.</summary>
    public int Kernel { get; init; }

    /// <summary>Convolutions: from one of the steps or positions that an output reads to the next.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Convolutions: the positions of a row; 0 for those over time.</summary>
    public int Frame { get; init; }

    /// <summary>Convolutions within a row: from one output's first position to the next one's.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Convolutions within a row: the zeros at either end of it.</summary>
    public int Padding { get; init; }

    /// <summary>Convolutions: the positions of an output row, by the formula of torch.nn.Conv1d.</summary>
    [JsonIgnore]
    public int Positions => Frame == 0 ? 1 : ((Frame + (2 * Padding) - (Dilation * (Kernel - 1)) - 1) / Stride) + 1;

    /// <summary>Heads: what is read.</summary>
    public HeadInput Over { get; init; }

    /// <summary>Heads: whether a row is a log_softmax.</summary>
    public bool LogSoftmax { get; init; }

    /// <summary>The function; null is the attribute's default.</summary>
    public Nonlinearity? Nonlinearity { get; init; }

    /// <summary>Whether there are biases.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>Joins: the names of what they read.</summary>
    public string[] Reads { get; init; } = [];

    /// <summary>Cells: the kind.</summary>
    public CellKind Kind { get; init; }

    /// <summary>Cells: the units.</summary>
    public int Hidden { get; init; }

    /// <summary>Cells: the layers.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Cells: whether there are two directions.</summary>
    public bool Bidirectional { get; init; }

    /// <summary>Cells: how two directions become one row.</summary>
    public DirectionMerge Merge { get; init; }

    /// <summary>Cells: units of h where they are fewer.</summary>
    public int Projection { get; init; }

    /// <summary>Cells: where the reset gate acts.</summary>
    public bool ResetAfter { get; init; } = true;

    /// <summary>Cells: whether the gates see c.</summary>
    public bool Peephole { get; init; }

    /// <summary>Cells: whether the class writes the equations itself; one cell of a net can.</summary>
    public bool Own { get; init; }

    /// <summary>Cells: where a sequence begins that is given no state.</summary>
    public InitialState InitialState { get; init; }

    /// <summary>Cells: the rate of dropout between its layers.</summary>
    public double Dropout { get; init; }

    /// <summary>Cells: that of a cell as a net of its own.</summary>
    internal NetShape ShapeOf(int input) => new(
        Kind, input, Hidden, Layers, Bidirectional, Bias, Nonlinearity ?? CellGen.Nonlinearity.Tanh,
        Merge: Merge, Projection: Projection, ResetAfter: ResetAfter, Peephole: Peephole, Own: Own);
}
