namespace CellGen;

/// <summary>A step without numbers: which gates, vectors and states the equations have, in their order.</summary>
internal sealed class EquationRows : CellEquations
{
    private readonly int _hidden;

    /// <summary>Runs the equations once.</summary>
    public EquationRows(Action<CellEquations> equations, int hidden, int stateSize)
    {
        (_hidden, H) = (hidden, new CellState("h", new double[stateSize]));
        equations(this);
        RecurringGates = Gates.FindAll(Recurring.Contains);
        BiasedInputs = Gates.FindAll(InputBiased.Contains);
        BiasedGates = Gates.FindAll(Biased.Contains);
    }

    /// <inheritdoc/>
    public override CellState H { get; }

    /// <inheritdoc/>
    public override CellValue Recurrent => H;

    /// <inheritdoc/>
    public override CellValue X => new(new double[_hidden], "x");

    /// <summary>The gates in the order of their rows in weight_ih.</summary>
    public List<string> Gates { get; } = [];

    /// <summary>Those with a product with the state; their rows of weight_hh are in the same order.</summary>
    public HashSet<string> Recurring { get; } = [];

    /// <summary>Those with a b_i.</summary>
    public HashSet<string> InputBiased { get; } = [];

    /// <summary>Of those with a product with the state, those with a b_h.</summary>
    public HashSet<string> Biased { get; } = [];

    /// <summary>The vectors of parameters.</summary>
    public List<string> Vectors { get; } = [];

    /// <summary>The states besides h.</summary>
    public List<string> Further { get; } = [];

    /// <summary>Whether h is projected.</summary>
    public bool Projects { get; private set; }

    /// <summary>The gates of weight_hh.</summary>
    public List<string> RecurringGates { get; }

    /// <summary>The gates of bias_ih.</summary>
    public List<string> BiasedInputs { get; }

    /// <summary>The gates of bias_hh.</summary>
    public List<string> BiasedGates { get; }

    /// <inheritdoc/>
    public override CellState State(string name)
    {
        Further.Add(name);
        return new CellState(name, new double[_hidden]);
    }

    /// <inheritdoc/>
    public override CellValue W(string gate, bool bias = true)
    {
        if (bias)
        {
            InputBiased.Add(gate);
        }

        return Gate(gate);
    }

    /// <inheritdoc/>
    public override CellValue U(string gate, CellValue operand, bool bias = true)
    {
        Recurring.Add(gate);
        if (bias)
        {
            Biased.Add(gate);
        }

        return Gate(gate);
    }

    /// <inheritdoc/>
    public override CellValue Project(CellValue value)
    {
        Projects = true;
        return new CellValue(new double[H.Units.Count]);
    }

    /// <inheritdoc/>
    public override CellValue Vector(string name)
    {
        Vectors.Add(name);
        return new CellValue(new double[_hidden], name);
    }

    /// <inheritdoc/>
    public override CellValue Next(CellState state, CellValue next) => next;

    private CellValue Gate(string gate)
    {
        if (!Gates.Contains(gate))
        {
            Gates.Add(gate);
        }

        return new CellValue(new double[_hidden]);
    }
}
