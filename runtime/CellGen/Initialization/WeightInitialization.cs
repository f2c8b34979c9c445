namespace CellGen;

/// <summary>How an <see cref="Initialization"/> draws a weight matrix.</summary>
public enum WeightInitialization
{
    /// <summary>Uniform over ±1/√fan, as torch draws all of a recurrent net and of a Linear.</summary>
    Uniform,

    /// <summary>
    /// Uniform over ±√(6 / (rows + columns)) (Glorot and Bengio, 2010, "Understanding the difficulty of training deep
    /// feedforward neural networks", equation 16). The rows are those of all gates together, as for
    /// torch.nn.init.xavier_uniform_(weight_ih) and for Keras' stacked kernel.
    /// </summary>
    GlorotUniform,

    /// <summary>
    /// Orthonormal rows, or columns where a gate has more rows than columns (Saxe et al., 2014, "Exact solutions to the
    /// nonlinear dynamics of learning in deep linear neural networks"). Each gate's matrix is so on its own; where
    /// torch.nn.init.orthogonal_ and Keras take the stacked matrix, its gates are not.
    /// </summary>
    Orthogonal,

    /// <summary>
    /// N(0, σ²) with σ = 1/√fan, fan being what <see cref="Uniform"/> has, or with the <see cref="Initialization.Deviation"/>
    /// that is asked for (torch.nn.init.normal_).
    /// </summary>
    Normal,

    /// <summary>N(0, 2 / (rows + columns)), Glorot and Bengio's variance (torch.nn.init.xavier_normal_, Keras' GlorotNormal without its truncation).</summary>
    GlorotNormal,
}
