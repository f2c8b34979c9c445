using System.Runtime.CompilerServices;

namespace CellGen;

/// <summary>
/// How the parameters of a new net are drawn. A seed gives the same bits on every machine; they are not the numbers that
/// torch or Keras would draw, but the same distributions.
/// </summary>
/// <example>
/// <code>
/// var start = Initialization.Torch with { HiddenWeights = WeightInitialization.Orthogonal, ForgetGateBias = 1 };
/// </code>
/// </example>
/// <remarks>
/// Peepholes and IndRNN's u are always uniform over ±1/√hidden. A normal number, such as torch's N(0, 1) of an embedding, is
/// approximated: it is the sum of twelve uniform ones minus 6, which has mean 0, variance 1 and never exceeds 6; so no
/// logarithm or cosine of a C library, whose bits depend on the machine, is needed.
/// </remarks>
public sealed record Initialization
{
    /// <summary>As torch.nn.RNN, GRU, LSTM, Linear and Embedding: the default.</summary>
    public static Initialization Torch { get; } = new();

    /// <summary>
    /// As Keras: Glorot's uniform input and output weights, orthogonal recurrent weights, biases zero but for the forget
    /// gate's, which is 1 (unit_forget_bias), and embeddings uniform over ±0.05.
    /// </summary>
    public static Initialization Keras => new()
    {
        InputWeights = WeightInitialization.GlorotUniform,
        HiddenWeights = WeightInitialization.Orthogonal,
        OutputWeights = WeightInitialization.GlorotUniform,
        Biases = BiasInitialization.Zero,
        ForgetGateBias = 1,
        EmbeddingBound = 0.05f,
    };

    /// <summary>The matrices that act on the input (weight_ih).</summary>
    public WeightInitialization InputWeights { get; init; }

    /// <summary>The matrices that act on the state (weight_hh).</summary>
    public WeightInitialization HiddenWeights { get; init; }

    /// <summary>The matrix of the head, and an LSTM's projection (weight_hr).</summary>
    public WeightInitialization OutputWeights { get; init; }

    /// <summary>The biases, of the cell and of the head.</summary>
    public BiasInitialization Biases { get; init; }

    /// <summary>
    /// The bias of the forget gate, where it is not to be drawn as the others: these rows of bias_ih become this number and
    /// those of bias_hh 0, so that their sum, which the gate sees, is it. 1 lets an LSTM remember from the start
    /// (Jozefowicz et al., 2015, "An empirical exploration of recurrent network architectures"). Cells without a forget
    /// gate or without biases ignore it. Default: null, as torch.
    /// </summary>
    public float? ForgetGateBias { get; init; }

    /// <summary>The standard deviation of <see cref="WeightInitialization.Normal"/>. Default: null, 1/√fan.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float? Deviation { get; init => field = NotNegative(value); }

    /// <summary>
    /// The <see cref="CellGen.SpectralRadius"/> to which each gate's matrix that acts on the state (weight_hh) is scaled, however
    /// it is drawn. Below 1 a net forgets, above it its gradients may explode (Pascanu, Mikolov and Bengio, 2013, "On the
    /// difficulty of training recurrent neural networks"). A matrix that is not square, as beside a projection, has none and stays
    /// as it is. Default: null, none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float? SpectralRadius { get; init => field = NotNegative(value); }

    /// <summary>The bound of a uniformly drawn embedding. Default: null, N(0, 1) as torch.</summary>
    public float? EmbeddingBound { get; init; }

    private static float? NotNegative(float? value, [CallerMemberName] string? name = null) =>
        value is { } number ? Setting.NotNegative(number, name) : null;
}
