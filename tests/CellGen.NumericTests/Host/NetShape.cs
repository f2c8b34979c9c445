using System.Globalization;

namespace CellGen.NumericTests.Host;

/// <summary>
/// The attributes of one net: everything that decides its sizes and its equations. What is derived here (tensors, sizes)
/// is derived from torch's documentation and the attributes', not from the generator.
/// </summary>
/// <param name="Kind">The cell.</param>
/// <param name="Input">Features of a step.</param>
/// <param name="Hidden">Units of each layer and direction.</param>
/// <param name="Layers">Stacked layers.</param>
/// <param name="Bidirectional">Whether each layer also reads the sequence backwards.</param>
/// <param name="Bias">Whether the cells have biases.</param>
/// <param name="Nonlinearity">The function of an Elman or IndRNN cell, or of a GRU's or an LSTM's candidate.</param>
/// <param name="Head">The dense head, if there is one.</param>
/// <param name="Merge">How the outputs of both directions become one row.</param>
/// <param name="Projection">Lstm: units of the state h where they are fewer; 0: no projection.</param>
/// <param name="ResetAfter">Gru: whether the reset gate acts after the product.</param>
/// <param name="Peephole">Lstm: whether the gates see the cell state.</param>
/// <param name="CoupledGates">Lstm: whether i = 1 − f.</param>
/// <param name="CellClip">Lstm: the bound of the cell state; 0: none.</param>
/// <param name="Clip">The bound of the arguments of nonlinear functions; 0: none.</param>
/// <param name="Unroll">How much of the code is written out.</param>
/// <param name="GateNonlinearity">Gru, Lstm, MinGru: the function of the gates.</param>
/// <param name="OutputNonlinearity">Lstm: the function of c'.</param>
/// <param name="OneWidth">Whether only the width that this machine prefers is compiled: for tests that run no other.</param>
/// <param name="NoVectors">Whether only the kernels without vectors are compiled, which no net has that does not ask for them.</param>
/// <param name="Own">Whether the class writes the equations itself, as a cell of its own.</param>
public sealed record NetShape(
    CellKind Kind,
    int Input,
    int Hidden,
    int Layers = 1,
    bool Bidirectional = false,
    bool Bias = true,
    Nonlinearity Nonlinearity = Nonlinearity.Tanh,
    HeadShape? Head = null,
    DirectionMerge Merge = DirectionMerge.Concatenate,
    int Projection = 0,
    bool ResetAfter = true,
    bool Peephole = false,
    bool CoupledGates = false,
    double CellClip = 0,
    double Clip = 0,
    Unroll Unroll = Unroll.Automatic,
    Nonlinearity GateNonlinearity = Nonlinearity.Sigmoid,
    Nonlinearity OutputNonlinearity = Nonlinearity.Tanh,
    bool OneWidth = false,
    bool NoVectors = false,
    bool Own = false)
{
    /// <summary>1, or 2 where bidirectional.</summary>
    public int Directions => Bidirectional ? 2 : 1;

    /// <summary>Whether the state holds a cell vector besides the hidden one.</summary>
    public bool HasCell => Kind == CellKind.Lstm;

    /// <summary>Whether the gates read the state through a matrix.</summary>
    public bool HasStateMatrix => Kind is CellKind.Rnn or CellKind.Gru or CellKind.Lstm;

    /// <summary>Whether the output of a step is known when the step is: the net has a Step method.</summary>
    public bool CanStep => !Bidirectional && Head?.Over != HeadInput.MeanState;

    /// <summary>Whether the output is one row for the whole sequence rather than one for each step.</summary>
    public bool HasOneOutputRow => Head?.Over is HeadInput.LastState or HeadInput.MeanState;

    /// <summary>Whether the equations have kinks, which a finite difference must not meet.</summary>
    public bool HasKinks => IsKinked(Nonlinearity) || IsKinked(GateNonlinearity) || IsKinked(OutputNonlinearity) || Clip > 0 || CellClip > 0;

    /// <summary>Units of the state h; the cell state always has <see cref="Hidden"/>.</summary>
    public int StateSize => Projection > 0 ? Projection : Hidden;

    /// <summary>Values of one output row of a layer.</summary>
    public int LayerOutput => StateSize * (Merge == DirectionMerge.Concatenate ? Directions : 1);

    /// <summary>Values of one output row.</summary>
    public int OutputSize => Head?.Output ?? LayerOutput;

    /// <summary>The gates, each with <see cref="Hidden"/> rows of weights and biases.</summary>
    public int Gates => Kind switch
    {
        CellKind.Gru or CellKind.MinLstm => 3,
        CellKind.Lstm => CoupledGates ? 3 : 4,
        CellKind.MinGru => 2,
        _ => 1,
    };

    /// <summary>Rows of weights and biases of one gate after another.</summary>
    public int GateRows => Gates * Hidden;

    /// <summary>A name that is unique to the shape and legal as the name of a class.</summary>
    public string Name =>
        $"{Kind}{(Nonlinearity == Nonlinearity.Tanh ? "" : Nonlinearity)}{Variant}_I{Input}_H{Hidden}_L{Layers}"
        + (Bidirectional ? "_Bi" : "_Uni") + (Merge == DirectionMerge.Sum ? "Sum" : "")
        + (Bias ? "" : "_NoBias")
        + (Head is null ? "" : $"_{Head.Over}{Head.Output}{(Head.Bias ? "" : "_NoHeadBias")}{(Head.LogSoftmax ? "_LogSoftmax" : "")}")
        + (OneWidth ? "_OneWidth" : NoVectors ? "_NoVectors" : "");

    /// <summary>All parameter tensors in torch's order.</summary>
    public IReadOnlyList<ParameterShape> Tensors => [.. CellTensors(), .. HeadTensors()];

    private string Variant =>
        (Projection > 0 ? $"_P{Projection}" : "")
        + (ResetAfter ? "" : "_ResetBefore")
        + (Peephole ? "_Peephole" : "")
        + (CoupledGates ? "_Coupled" : "")
        + (CellClip > 0 ? $"_CellClip{Digits(CellClip)}" : "")
        + (Clip > 0 ? $"_Clip{Digits(Clip)}" : "")
        + (GateNonlinearity == Nonlinearity.Sigmoid ? "" : $"_{GateNonlinearity}Gates")
        + (OutputNonlinearity == Nonlinearity.Tanh ? "" : $"_{OutputNonlinearity}Output")
        + (Unroll == Unroll.Automatic ? "" : $"_{Unroll}")
        + (Own ? "_Own" : "");

    /// <summary>The number of values of the output of a sequence.</summary>
    public int OutputCount(int steps) => HasOneOutputRow ? OutputSize : steps * OutputSize;

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static bool IsKinked(Nonlinearity function) =>
        function is Nonlinearity.Relu or Nonlinearity.LeakyRelu or Nonlinearity.HardSigmoid or Nonlinearity.OnnxHardSigmoid;

    private static string Digits(double value) =>
        value.ToString(CultureInfo.InvariantCulture).Replace('.', '_').Replace('-', '_');

    private IEnumerable<ParameterShape> CellTensors()
    {
        if (Kind == CellKind.Concatenating)
        {
            yield return new("i2h.weight", Hidden, Input + Hidden);
            if (Bias)
            {
                yield return new("i2h.bias", Hidden);
            }

            yield break;
        }

        for (int layer = 0; layer < Layers; layer++)
        {
            for (int direction = 0; direction < Directions; direction++)
            {
                int input = layer == 0 ? Input : LayerOutput;
                string suffix = $"_l{layer}{(direction == 1 ? "_reverse" : "")}";
                foreach (ParameterShape tensor in LayerTensors(input))
                {
                    yield return tensor with { Name = tensor.Name + suffix };
                }
            }
        }
    }

    private IEnumerable<ParameterShape> LayerTensors(int input)
    {
        yield return new("weight_ih", GateRows, input);
        if (HasStateMatrix)
        {
            yield return new("weight_hh", GateRows, StateSize);
        }
        else if (Kind == CellKind.IndRnn)
        {
            yield return new("weight_hh", Hidden);
        }

        if (Bias)
        {
            yield return new("bias_ih", GateRows);
            if (HasStateMatrix)
            {
                yield return new("bias_hh", GateRows);
            }
        }

        if (Projection > 0)
        {
            yield return new("weight_hr", Projection, Hidden);
        }

        if (Peephole)
        {
            foreach (char gate in CoupledGates ? "fo" : "ifo")
            {
                yield return new("weight_c" + gate, Hidden);
            }
        }
    }

    private IEnumerable<ParameterShape> HeadTensors()
    {
        if (Head is not null)
        {
            string module = Head.ReadsInput ? "i2o" : "head";
            yield return new(module + ".weight", Head.Output, LayerOutput + (Head.ReadsInput ? Input : 0));
            if (Head.Bias)
            {
                yield return new(module + ".bias", Head.Output);
            }
        }
    }
}
