namespace CellGen.Generator.Model;

/// <summary>A [RecurrentCell] attribute, as values.</summary>
internal sealed record CellSpec(
    CellKind Kind,
    int Input,
    int Hidden,
    int Layers,
    bool Bidirectional,
    bool Bias,
    Nonlinearity Nonlinearity)
{
    /// <summary>The equations of a cell of the user's own, or null; the kind then means nothing.</summary>
    public EquationsSpec? Equations { get; init; }

    /// <summary>Whether it is a dense layer: y = f(W x + b), of the kind of no cell.</summary>
    public bool IsDense { get; init; }

    /// <summary>Of the dense layer that multiplies the windows of a convolution: the length of its kernel, else 0.</summary>
    public int Kernel { get; init; }

    /// <summary>GRU, LSTM and minGRU: the function of the gates.</summary>
    public Nonlinearity GateNonlinearity { get; init; } = Nonlinearity.Sigmoid;

    /// <summary>LSTM: the function of the new cell state in h' = o ⊙ tanh(c').</summary>
    public Nonlinearity OutputNonlinearity { get; init; }

    /// <summary>How the outputs of both directions become one row.</summary>
    public DirectionMerge Merge { get; init; }

    /// <summary>The probability of dropping an output between layers.</summary>
    public double Dropout { get; init; }

    /// <summary>Whether the dropped outputs are the same at every step.</summary>
    public bool VariationalDropout { get; init; }

    /// <summary>The probability of dropping a unit of h where the gates read it.</summary>
    public double RecurrentDropout { get; init; }

    /// <summary>The size of h where it is projected, else 0.</summary>
    public int Projection { get; init; }

    /// <summary>GRU: whether the reset gate acts after the product.</summary>
    public bool ResetAfter { get; init; } = true;

    /// <summary>LSTM: whether the gates see the cell state.</summary>
    public bool Peephole { get; init; }

    /// <summary>LSTM: whether i = 1 − f.</summary>
    public bool CoupledGates { get; init; }

    /// <summary>LSTM: the bound of the cell state, or 0.</summary>
    public double CellClip { get; init; }

    /// <summary>The bound of the arguments of all nonlinear functions, or 0.</summary>
    public double Clip { get; init; }

    /// <summary>Where a sequence begins that is given no state.</summary>
    public InitialState InitialState { get; init; }

    /// <summary>How much is written out, and how much loops.</summary>
    public Unroll Unroll { get; init; }

    public int Directions => Bidirectional ? 2 : 1;

    /// <summary>The size of h, the output of one direction.</summary>
    public int StateSize => Projection > 0 ? Projection : Hidden;

    /// <summary>Whether the outputs of both directions are added.</summary>
    public bool SumsDirections => Bidirectional && Merge == DirectionMerge.Sum;

    /// <summary>The number of outputs of a step of each layer.</summary>
    public int LayerOutput => SumsDirections ? StateSize : StateSize * Directions;

    /// <summary>Whether outputs are dropped between layers.</summary>
    public bool DropsOutputs => Dropout > 0 && Layers > 1;
}
