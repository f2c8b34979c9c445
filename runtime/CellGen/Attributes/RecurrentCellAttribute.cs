namespace CellGen;

/// <summary>
/// Turns a partial class into a recurrent network of exactly these sizes. The properties are the parameters of
/// torch.nn.RNN, GRU and LSTM. With <see cref="DenseAttribute"/>, <see cref="ConcatenateAttribute"/>,
/// <see cref="AddAttribute"/>, <see cref="DenseHeadAttribute"/> and further cells the attributes of a class are the layers of
/// a net, from top to bottom: each reads the one above.
/// </summary>
/// <remarks>
/// The class gets the constructors <c>Net()</c>, where it has none of its own, and
/// <c>Net(int seed = 0, Initialization? initialization = null)</c>. A constructor of your own calls one of them,
/// <c>: this(seed)</c>; the weights of one that calls no other are drawn with seed 0.
/// </remarks>
/// <example>
/// <code>
/// [RecurrentCell(Kind = CellKind.Gru, Input = 10, Hidden = 20, Layers = 2, Bidirectional = true)]
/// public partial class GestureNet;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class RecurrentCellAttribute : Attribute
{
    /// <summary>The cell. Default: <see cref="CellKind.Rnn"/>.</summary>
    public CellKind Kind { get; set; }

    /// <summary>
    /// Instead of <see cref="Kind"/>: the name of a static method of the class that writes the equations of a cell of its own,
    /// <c>static void LightGru(CellEquations cell)</c>. See <see cref="CellEquations"/>.
    /// </summary>
    public string? Equations { get; set; }

    /// <summary>
    /// The number of features of one step's input (torch: input_size), at least 1. Required of the first layer; of others it
    /// follows from what they read.
    /// </summary>
    public int Input { get; set; }

    /// <summary>The number of units of each layer and direction (torch: hidden_size). Required, at least 1.</summary>
    public int Hidden { get; set; }

    /// <summary>The number of layers, each reading the one below (torch: num_layers). Default: 1.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>
    /// Whether each layer also reads the sequence backwards; the outputs of a step are concatenated,
    /// [forward, backward]. Default: false.
    /// </summary>
    public bool Bidirectional { get; set; }

    /// <summary>Whether the cell has the biases b_ih and b_hh. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// The function of an <see cref="CellKind.Rnn"/> or <see cref="CellKind.IndRnn"/> cell (torch: nonlinearity), or of the
    /// candidate of a <see cref="CellKind.Gru"/> (n) or <see cref="CellKind.Lstm"/> (g) (Keras: activation, which is an LSTM's
    /// <see cref="OutputNonlinearity"/>, too; ONNX: g of activations). Default: <see cref="Nonlinearity.Tanh"/>.
    /// </summary>
    public Nonlinearity Nonlinearity { get; set; }

    /// <summary>
    /// The function of the gates: r and z of a <see cref="CellKind.Gru"/>, i, f and o of an <see cref="CellKind.Lstm"/>, z of a
    /// <see cref="CellKind.MinGru"/> (Keras: recurrent_activation; ONNX: f of activations). Default:
    /// <see cref="Nonlinearity.Sigmoid"/>.
    /// </summary>
    public Nonlinearity GateNonlinearity { get; set; } = Nonlinearity.Sigmoid;

    /// <summary>
    /// <see cref="CellKind.Lstm"/>: the function φ of the new cell state, h' = o ⊙ φ(c') (Keras: activation, which is
    /// <see cref="Nonlinearity"/>, too; ONNX: h of activations). Default: <see cref="Nonlinearity.Tanh"/>.
    /// </summary>
    public Nonlinearity OutputNonlinearity { get; set; }

    /// <summary>
    /// How the outputs of both directions become one row. Default: <see cref="DirectionMerge.Concatenate"/>, as torch.
    /// </summary>
    public DirectionMerge Merge { get; set; }

    /// <summary>
    /// The probability with which each output of each layer but the last is dropped in training, that is in Forward with
    /// a tape (torch: dropout); the others are divided by 1 − p. From 0 to 1. Default: 0.
    /// </summary>
    public double Dropout { get; set; }

    /// <summary>
    /// Whether <see cref="Dropout"/> drops the same outputs at every step of a sequence (Gal and Ghahramani, 2016).
    /// Default: false, as torch.
    /// </summary>
    public bool VariationalDropout { get; set; }

    /// <summary>
    /// The probability with which each unit of h is dropped in training where the gates read it (U h), the same units at
    /// every step of a sequence (Gal and Ghahramani, 2016; Keras: recurrent_dropout). From 0 to below 1. Default: 0.
    /// </summary>
    public double RecurrentDropout { get; set; }

    /// <summary>
    /// <see cref="CellKind.Lstm"/>: the size of the output and of the state h, where it is to be smaller than Hidden
    /// (torch: proj_size; Sak et al., 2014): h' = W_hr (o ⊙ tanh(c')). Default: 0, no projection.
    /// </summary>
    public int Projection { get; set; }

    /// <summary>
    /// <see cref="CellKind.Gru"/>: whether the reset gate acts after the product, as in torch and cuDNN; false: before
    /// it, n = tanh(W_n x + b_in + U_n (r ⊙ h) + b_hn), as in the original paper and in ONNX's default
    /// (linear_before_reset = 0). Default: true.
    /// </summary>
    public bool ResetAfter { get; set; } = true;

    /// <summary>
    /// <see cref="CellKind.Lstm"/>: whether the gates also see the cell state (Gers and Schmidhuber, 2000):
    /// i, f + p ⊙ c, o + p ⊙ c', with the tensors weight_ci, weight_cf, weight_co. Default: false.
    /// </summary>
    public bool Peephole { get; set; }

    /// <summary>
    /// <see cref="CellKind.Lstm"/>: whether the input gate is 1 − f (Greff et al., 2017). The gates' rows are then f, g, o.
    /// Default: false.
    /// </summary>
    public bool CoupledGates { get; set; }

    /// <summary>
    /// <see cref="CellKind.Lstm"/>: the bound of the cell state, c' = clip(f ⊙ c + i ⊙ g, ±CellClip) (TensorFlow:
    /// cell_clip). Default: 0, no bound.
    /// </summary>
    public double CellClip { get; set; }

    /// <summary>
    /// The bound of the sums of all gates before their nonlinear functions (ONNX: clip, as ONNX Runtime computes it: the
    /// tanh of an LSTM's c' is not bounded). Default: 0, no bound.
    /// </summary>
    public double Clip { get; set; }

    /// <summary>
    /// How much of the recurrence is written out, and how much loops; no bit of a result depends on it. Default:
    /// <see cref="Unroll.Automatic"/>.
    /// </summary>
    public Unroll Unroll { get; set; }

    /// <summary>
    /// Where a sequence begins that is given no state. With <see cref="InitialState.Trained"/> the net has a method
    /// GetInitialState, with which streams begin, and Gradient has AddInitialState. Default: <see cref="InitialState.Zero"/>.
    /// </summary>
    public InitialState InitialState { get; set; }

    /// <summary>
    /// The name of the layer, by which others read it; its state is a member of State of that name, in Pascal case, and its
    /// tensors' names begin with it. Default: none where it is the only cell, else its kind, such as gru, with a number from 0
    /// where several have no name.
    /// </summary>
    public string? Name { get; set; }
}
