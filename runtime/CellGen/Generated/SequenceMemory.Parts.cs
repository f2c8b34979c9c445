using System.Runtime.CompilerServices;

namespace CellGen.Generated;

/// <content>The parts, as generated code names them.</content>
public sealed partial class SequenceMemory
{
    /// <summary>The input products of a chunk of steps.</summary>
    public ref float Projected => ref At(MemoryPart.Projected);

    /// <summary>The rows of the states of a layer and direction, the initial one included; in a workspace those of a chunk of steps.</summary>
    /// <param name="index">The number of the layer and direction.</param>
    /// <param name="state">The number of the state.</param>
    public ref float StateRows(int index, int state) => ref Unsafe.Add(ref At(MemoryPart.StateRows, index), state * _stateRows);

    /// <summary>The taped values of a layer and direction; in a workspace one step, which nobody reads.</summary>
    /// <param name="index">The number of the layer and direction.</param>
    public ref float Values(int index) => ref At(MemoryPart.Values, index);

    /// <summary>What goes from phase to phase of a step.</summary>
    public ref float Carried => ref At(MemoryPart.Carried);

    /// <summary>The outputs of a layer.</summary>
    /// <param name="layer">The layer.</param>
    public ref float LayerOutput(int layer) => ref At(MemoryPart.LayerOutputs, layer);

    /// <summary>The outputs of both directions, before they are added.</summary>
    public ref float Directions => ref At(MemoryPart.Directions);

    /// <summary>The input without tiny values, where it has some.</summary>
    public ref float CleanInput => ref At(MemoryPart.CleanInput);

    /// <summary>The embeddings of the tokens.</summary>
    public ref float Embedded => ref At(MemoryPart.Embedded);

    /// <summary>What a head reads that has one row of output.</summary>
    public ref float HeadInput => ref At(MemoryPart.HeadInput);

    /// <summary>What the head reads: each step's input and the state before it.</summary>
    public ref float HeadRows => ref At(MemoryPart.HeadRows);

    /// <summary>The rows of lanes that layers read and write for a group of sequences.</summary>
    /// <param name="index">A number; two take turns.</param>
    public ref float GroupRows(int index) => ref At(MemoryPart.GroupRows, index);

    /// <summary>The first state of a layer for a group of sequences.</summary>
    /// <param name="state">The number of the state.</param>
    public ref float GroupState(int state) => ref At(MemoryPart.GroupStates, state);

    /// <summary>The sums of a block of units of a group of sequences.</summary>
    public ref float GroupSums => ref At(MemoryPart.GroupSums);

    /// <summary>
    /// The rows of a state of a sequence that runs abreast of others: on a tape all, the initial one included; in a workspace two,
    /// which take turns.
    /// </summary>
    /// <inheritdoc cref="StateRows"/>
    public ref float AbreastRows(int index, int state) => ref IsTape ? ref StateRows(index, state) : ref At(MemoryPart.GroupStates, state);

    /// <summary>What takes the number of a row of a state to those that there are.</summary>
    public int AbreastWrap => IsTape ? -1 : 1;

    /// <summary>The taped values of such a sequence; in a workspace one step, which nobody reads.</summary>
    /// <inheritdoc cref="Values"/>
    public ref float AbreastValues(int index) => ref IsTape ? ref Values(index) : ref At(MemoryPart.GroupSums);

    /// <summary>The outputs of a layer of such a sequence.</summary>
    /// <inheritdoc cref="LayerOutput"/>
    public ref float AbreastOutput(int layer) => ref IsTape ? ref LayerOutput(layer) : ref At(MemoryPart.GroupRows, layer);

    /// <summary>The sums of a product with the state of a sequence that runs abreast of others.</summary>
    public ref float RecurrentSums => ref At(MemoryPart.RecurrentSums);

    /// <summary>The state of such a sequence, or its gradient, where the caller keeps none.</summary>
    /// <typeparam name="TState">The net's State.</typeparam>
    public ref TState SpareState<TState>()
        where TState : unmanaged => ref Unsafe.As<float, TState>(ref At(MemoryPart.SpareState));

    /// <summary>The gradient of the outputs of a layer.</summary>
    /// <param name="layer">The layer.</param>
    public ref float LayerGradient(int layer) => ref At(MemoryPart.LayerGradients, layer);

    /// <summary>The gradients of W x + b_ih, a row of gates a step.</summary>
    public ref float InputGates => ref At(MemoryPart.InputGates);

    /// <summary>The gradients of the products within the recurrence, such as U h + b_hh, a row a step.</summary>
    public ref float ProductGates => ref At(MemoryPart.ProductGates);

    /// <summary>The gradient of a state, as it flows back from step to step.</summary>
    /// <param name="state">The number of the state.</param>
    public ref float StateGradient(int state) => ref At(MemoryPart.StateGradients, state);

    /// <summary>The gradients of what is multiplied within a step.</summary>
    public ref float OperandGradients => ref At(MemoryPart.OperandGradients);

    /// <summary>The matrices of the recurrence of a layer and direction, transposed.</summary>
    /// <param name="index">The number of the layer and direction.</param>
    public ref float TransposedRecurrent(int index) => ref At(MemoryPart.TransposedRecurrent, index);

    /// <summary>W of a layer and direction, transposed.</summary>
    /// <param name="index">The number of the layer and direction.</param>
    public ref float TransposedInput(int index) => ref At(MemoryPart.TransposedInput, index);

    /// <summary>The head's matrix V, transposed.</summary>
    public ref float TransposedHead => ref At(MemoryPart.TransposedHead);

    /// <summary>The gradient of the embeddings of the tokens.</summary>
    public ref float EmbeddedGradient => ref At(MemoryPart.EmbeddedGradient);

    /// <summary>The gradient of the output without tiny values, where it has some.</summary>
    public ref float CleanGradient => ref At(MemoryPart.CleanGradient);

    /// <summary>The gradient of what a head reads that has one row of output.</summary>
    public ref float HeadInputGradient => ref At(MemoryPart.HeadInputGradient);

    /// <summary>The gradient of the rows that the head reads.</summary>
    public ref float HeadRowGradients => ref At(MemoryPart.HeadRowGradients);

    /// <summary>The log-probabilities.</summary>
    public ref float HeadOutput => ref At(MemoryPart.HeadOutput);

    /// <summary>The gradient of V h + b.</summary>
    public ref float HeadGradient => ref At(MemoryPart.HeadGradient);
}
