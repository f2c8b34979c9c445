using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>The parts of a workspace or a tape; which of them there are, and how long they are, says a <see cref="MemoryShape"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum MemoryPart
{
    /// <summary>The input products of a chunk of steps.</summary>
    Projected,

    /// <summary>The rows of the states of a layer and direction, the initial one included; in a workspace those of a chunk of steps.</summary>
    StateRows,

    /// <summary>The taped values of a layer and direction; in a workspace one step, which nobody reads.</summary>
    Values,

    /// <summary>What goes from phase to phase of a step.</summary>
    Carried,

    /// <summary>The outputs of a layer.</summary>
    LayerOutputs,

    /// <summary>The outputs of both directions, before they are added.</summary>
    Directions,

    /// <summary>The input without tiny values, where it has some.</summary>
    CleanInput,

    /// <summary>The embeddings of the tokens.</summary>
    Embedded,

    /// <summary>What a head reads that has one row of output.</summary>
    HeadInput,

    /// <summary>What the head reads: each step's input and the state before it.</summary>
    HeadRows,

    /// <summary>The rows of lanes that layers read and write for a group of sequences; the outputs of a layer where they run abreast.</summary>
    GroupRows,

    /// <summary>The first state of a layer for a group of sequences; two rows of a state where they run abreast.</summary>
    GroupStates,

    /// <summary>The sums of a block of units of a group of sequences; values that nobody reads where they run abreast.</summary>
    GroupSums,

    /// <summary>The sums of a product with the states of sequences that run abreast.</summary>
    RecurrentSums,

    /// <summary>The states of such sequences, or their gradients, where the caller keeps none.</summary>
    SpareState,

    /// <summary>The gradient of the outputs of a layer.</summary>
    LayerGradients,

    /// <summary>The gradients of W x + b_ih, a row of gates a step.</summary>
    InputGates,

    /// <summary>The gradients of the products within the recurrence, such as U h + b_hh, a row a step.</summary>
    ProductGates,

    /// <summary>The gradient of a state, as it flows back from step to step.</summary>
    StateGradients,

    /// <summary>The gradients of what is multiplied within a step.</summary>
    OperandGradients,

    /// <summary>Which units of h are dropped throughout a sequence.</summary>
    Masks,

    /// <summary>The matrices of the recurrence of a layer and direction, transposed.</summary>
    TransposedRecurrent,

    /// <summary>W of a layer and direction, transposed.</summary>
    TransposedInput,

    /// <summary>The head's matrix V, transposed.</summary>
    TransposedHead,

    /// <summary>The gradient of the embeddings of the tokens.</summary>
    EmbeddedGradient,

    /// <summary>The gradient of the output without tiny values, where it has some.</summary>
    CleanGradient,

    /// <summary>The gradient of what a head reads that has one row of output.</summary>
    HeadInputGradient,

    /// <summary>The gradient of the rows that the head reads.</summary>
    HeadRowGradients,

    /// <summary>The log-probabilities.</summary>
    HeadOutput,

    /// <summary>The gradient of V h + b.</summary>
    HeadGradient,
}
