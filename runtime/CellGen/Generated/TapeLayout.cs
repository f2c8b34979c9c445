using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <summary>What can be read of the tape of a cell, and where it is.</summary>
/// <param name="layers">The number of layers.</param>
/// <param name="directions">The number of directions.</param>
/// <param name="output">The size of h.</param>
/// <param name="hidden">The size of all other values.</param>
/// <param name="row">The floats from one row of a state to the next.</param>
/// <param name="value">The floats from one value of a step to the next.</param>
/// <param name="step">The floats from one step to the next.</param>
/// <param name="states">The names of the states; h is the first.</param>
/// <param name="values">The names of the values, in their order; empty where one has none that a reader would know.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TapeLayout(int layers, int directions, int output, int hidden, int row, int value, int step, string[] states, params string[] values)
{
    /// <summary>Copies everything out.</summary>
    /// <param name="memory">The tape, at the sequence that is to be read.</param>
    /// <param name="steps">The length of the sequence.</param>
    /// <param name="prefix">What stands before the names.</param>
    /// <param name="traces">Where to put it.</param>
    internal void Read(SequenceMemory memory, int steps, string prefix, List<Trace> traces)
    {
        for (int index = 0; index < layers * directions; index++)
        {
            for (int i = 0; i < states.Length + values.Length; i++)
            {
                bool isState = i < states.Length;
                string name = isState ? states[i] : values[i - states.Length];
                if (name.Length == 0)
                {
                    continue;
                }

                // Row t + 1 is the state after step t; in the other direction, which goes down, it is row t.
                var trace = new Trace(prefix + name, steps, i == 0 ? output : hidden, index / directions, index % directions);
                ref float first = ref isState
                    ? ref Unsafe.Add(ref memory.StateRows(index, i), trace.Direction == 0 ? row : 0)
                    : ref Unsafe.Add(ref memory.Values(index), (i - states.Length) * value);
                for (int t = 0; t < steps; t++)
                {
                    MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, t * (isState ? row : step)), trace.Units).CopyTo(trace[t]);
                }

                traces.Add(trace);
            }
        }
    }
}
