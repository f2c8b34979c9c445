using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>What a tensor is in a model: it decides how the tensor is initialised and named.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ParameterRole
{
    /// <summary>W, which acts on the input (torch: weight_ih).</summary>
    InputWeight,

    /// <summary>U, which acts on the state (torch: weight_hh).</summary>
    HiddenWeight,

    /// <summary>An LSTM's projection (torch: weight_hr).</summary>
    ProjectionWeight,

    /// <summary>The bias beside W (torch: bias_ih).</summary>
    InputBias,

    /// <summary>The bias beside U (torch: bias_hh).</summary>
    HiddenBias,

    /// <summary>A weight for each unit: a peephole, or IndRNN's u.</summary>
    Vector,

    /// <summary>The matrix of the dense head.</summary>
    HeadWeight,

    /// <summary>The bias of the dense head.</summary>
    HeadBias,

    /// <summary>A state in which sequences begin.</summary>
    InitialState,

    /// <summary>The table of an embedding.</summary>
    Embedding,
}
