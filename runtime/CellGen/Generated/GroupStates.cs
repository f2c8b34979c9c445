using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <summary>The states of sequences that run side by side, as rows of lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GroupStates
{
    /// <summary>Lays the states of a layer and direction side by side; lanes without a sequence, and all without states, are zero.</summary>
    /// <param name="states">The states, or none.</param>
    /// <param name="start">Where the part of the state begins, in floats.</param>
    /// <param name="rows">Takes a row of lanes for each unit.</param>
    /// <param name="lanes">The number of lanes.</param>
    /// <param name="size">The number of units.</param>
    public static void Read<TState>(Span<TState> states, int start, ref float rows, int lanes, int size)
        where TState : struct
    {
        MemoryMarshal.CreateSpan(ref rows, size * lanes).Clear();
        if (!states.IsEmpty)
        {
            Transposition.Transpose(ref First(states, start), Stride<TState>(), ref rows, lanes, states.Length, size);
        }
    }

    /// <summary>The way back.</summary>
    /// <inheritdoc cref="Read"/>
    public static void Write<TState>(Span<TState> states, int start, ref float rows, int lanes, int size)
        where TState : struct
    {
        if (!states.IsEmpty)
        {
            Transposition.Transpose(ref rows, lanes, ref First(states, start), Stride<TState>(), size, states.Length);
        }
    }

    private static ref float First<TState>(Span<TState> states, int start) =>
        ref Unsafe.Add(ref Unsafe.As<TState, float>(ref MemoryMarshal.GetReference(states)), start);

    private static int Stride<TState>() => Unsafe.SizeOf<TState>() / sizeof(float);
}
