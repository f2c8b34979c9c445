namespace CellGen;

/// <summary>
/// Turns a partial class into a recurrent network of exactly these sizes. The properties are the parameters of
/// torch.nn.RNN, GRU and LSTM.
/// </summary>
/// <example>
/// <code>
/// [RecurrentCell(Kind = CellKind.Gru, Input = 10, Hidden = 20, Layers = 2, Bidirectional = true)]
/// public partial class GestureNet;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RecurrentCellAttribute : Attribute
{
    /// <summary>The cell. Default: <see cref="CellKind.Rnn"/>.</summary>
    public CellKind Kind { get; set; }

    /// <summary>The number of features of one step's input (torch: input_size). Required, at least 1.</summary>
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

    /// <summary>The function of an <see cref="CellKind.Rnn"/> cell. Default: <see cref="Nonlinearity.Tanh"/>.</summary>
    public Nonlinearity Nonlinearity { get; set; }
}
