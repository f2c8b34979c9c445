namespace CellGen;

/// <summary>One value of a net at every step of a sequence: a gate, a state, attention. A copy, [Steps × Units].</summary>
/// <param name="name">
/// What the equations call it, such as z; of a net of several parts with the part's name before it, as in files: encoder.z.
/// </param>
/// <param name="steps">The number of steps.</param>
/// <param name="units">The number of values at each step.</param>
/// <param name="layer">The layer of the cell, from 0.</param>
/// <param name="direction">0 is forward, 1 is backward.</param>
public sealed class Trace(string name, int steps, int units, int layer = 0, int direction = 0)
{
    /// <summary>What the equations call it; of a net of several parts with the part's name before it.</summary>
    public string Name => name;

    /// <summary>The layer of the cell, from 0.</summary>
    public int Layer => layer;

    /// <summary>0 is forward, 1 is backward.</summary>
    public int Direction => direction;

    /// <summary>The number of steps.</summary>
    public int Steps => steps;

    /// <summary>The number of values at each step; of attention the length of the source.</summary>
    public int Units => units;

    /// <summary>[Steps × Units] All values, in the order of time, of a layer that reads backwards, too.</summary>
    public float[] Values { get; } = new float[steps * units];

    /// <summary>[Units] The values at a step; to be written, too, where a trace is made step by step.</summary>
    /// <param name="step">The step, from 0.</param>
    public Span<float> this[int step] => Values.AsSpan(step * units, units);

    /// <summary>Its name, and the layer and direction as torch writes them: z_l0_reverse.</summary>
    public override string ToString() => name + "_l" + layer + (direction == 1 ? "_reverse" : "");
}
