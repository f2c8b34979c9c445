namespace CellGen;

/// <summary>
/// What went on inside a net over a sequence: its states, gates and attention at every step. <c>Record</c> of a net's Tape
/// gives it, after a Forward with the tape.
/// </summary>
/// <param name="traces">The values.</param>
public sealed class Recording(params Trace[] traces)
{
    /// <summary>All values: layer after layer, in each the directions, in each the states and then what else the equations name.</summary>
    public IReadOnlyList<Trace> Traces => traces;

    /// <summary>A value at every step.</summary>
    /// <param name="name">What the equations call it, such as z or h; of a net of several parts with the part's name before it.</param>
    /// <param name="layer">The layer of the cell, from 0.</param>
    /// <param name="direction">0 is forward, 1 is backward.</param>
    /// <exception cref="ArgumentException">There is no such value; the message says which there are.</exception>
    public Trace this[string name, int layer = 0, int direction = 0] =>
        Array.Find(traces, trace => trace.Name == name && trace.Layer == layer && trace.Direction == direction)
        ?? throw new ArgumentException(
            $"There is no {new Trace(name, 0, 0, layer, direction)} in the recording; there are {string.Join(", ", (object[])traces)}.", nameof(name));
}
