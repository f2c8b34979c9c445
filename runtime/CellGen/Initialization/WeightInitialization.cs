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
}
