namespace CellGen.NumericTests.Host;

/// <summary>
/// The attributes of one net: everything that decides its sizes and its equations. What is derived here (tensors, sizes)
/// is derived from torch's documentation, not from the generator.
/// </summary>
/// <param name="Kind">The cell.</param>
/// <param name="Input">Features of a step.</param>
/// <param name="Hidden">Units of each layer and direction.</param>
/// <param name="Layers">Stacked layers.</param>
/// <param name="Bidirectional">Whether each layer also reads the sequence backwards.</param>
/// <param name="Bias">Whether the cells have biases.</param>
/// <param name="Nonlinearity">The function of an Elman cell.</param>
/// <param name="Head">The dense head, if there is one.</param>
public sealed record NetShape(
    CellKind Kind,
    int Input,
    int Hidden,
    int Layers = 1,
    bool Bidirectional = false,
    bool Bias = true,
    Nonlinearity Nonlinearity = Nonlinearity.Tanh,
    HeadShape? Head = null)
{
    /// <summary>1, or 2 where bidirectional.</summary>
    public int Directions => Bidirectional ? 2 : 1;

    /// <summary>Whether the state holds a cell vector besides the hidden one.</summary>
    public bool HasCell => Kind == CellKind.Lstm;

    /// <summary>Whether the output of a step is known when the step is: the net has a Step method.</summary>
    public bool CanStep => !Bidirectional && Head?.Over != HeadInput.MeanState;

    /// <summary>Whether the output is one row for the whole sequence rather than one for each step.</summary>
    public bool HasOneOutputRow => Head is not null && Head.Over != HeadInput.EveryStep;

    /// <summary>Values of one output row.</summary>
    public int OutputSize => Head?.Output ?? Hidden * Directions;

    /// <summary>Rows of weights and biases of one gate after another: 1, 3 or 4 gates.</summary>
    public int GateRows => Hidden * Kind switch { CellKind.Rnn => 1, CellKind.Gru => 3, _ => 4 };

    /// <summary>A name that is unique to the shape and legal as the name of a class.</summary>
    public string Name =>
        $"{Kind}{(Nonlinearity == Nonlinearity.Relu ? "Relu" : "")}_I{Input}_H{Hidden}_L{Layers}"
        + (Bidirectional ? "_Bi" : "_Uni")
        + (Bias ? "" : "_NoBias")
        + (Head is null ? "" : $"_{Head.Over}{Head.Output}{(Head.Bias ? "" : "_NoHeadBias")}");

    /// <summary>All parameter tensors in torch's order.</summary>
    public IReadOnlyList<ParameterShape> Tensors => [.. CellTensors(), .. HeadTensors()];

    /// <summary>The number of values of the output of a sequence.</summary>
    public int OutputCount(int steps) => HasOneOutputRow ? OutputSize : steps * OutputSize;

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private IEnumerable<ParameterShape> CellTensors()
    {
        for (int layer = 0; layer < Layers; layer++)
        {
            for (int direction = 0; direction < Directions; direction++)
            {
                string suffix = $"_l{layer}{(direction == 1 ? "_reverse" : "")}";
                yield return new("weight_ih" + suffix, GateRows, layer == 0 ? Input : Hidden * Directions);
                yield return new("weight_hh" + suffix, GateRows, Hidden);
                if (Bias)
                {
                    yield return new("bias_ih" + suffix, GateRows);
                    yield return new("bias_hh" + suffix, GateRows);
                }
            }
        }
    }

    private IEnumerable<ParameterShape> HeadTensors()
    {
        if (Head is not null)
        {
            yield return new("head.weight", Head.Output, Hidden * Directions);
            if (Head.Bias)
            {
                yield return new("head.bias", Head.Output);
            }
        }
    }
}
