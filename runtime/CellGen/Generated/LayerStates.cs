using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <summary>The state of one layer within the State of a net: seen as the layer's own type, which is as long as the whole.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LayerStates
{
    /// <summary>The states of a layer.</summary>
    /// <param name="states">The states of the net; may be empty.</param>
    /// <param name="start">Where that of the layer begins, in floats.</param>
    public static Span<TLayer> Of<TState, TLayer>(Span<TState> states, int start)
        where TState : struct
        where TLayer : struct =>
        states.IsEmpty ? default : MemoryMarshal.CreateSpan(ref Of<TState, TLayer>(ref MemoryMarshal.GetReference(states), start), states.Length);

    /// <summary>The state of a layer.</summary>
    /// <param name="state">The state of the net.</param>
    /// <param name="start">Where that of the layer begins, in floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref TLayer Of<TState, TLayer>(ref TState state, int start)
        where TState : struct
        where TLayer : struct =>
        ref Unsafe.As<float, TLayer>(ref Unsafe.Add(ref Unsafe.As<TState, float>(ref state), start));
}
