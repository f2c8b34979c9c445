namespace CellGen;

/// <summary>
/// How much of a net's recurrence the generated code writes out, and how much it runs in loops. The bits of all results
/// are the same.
/// </summary>
public enum Unroll
{
    /// <summary>What is small is written out, what is large loops, as measurements have shown to be fastest.</summary>
    Automatic,

    /// <summary>
    /// The products with the state are written out as long as the JIT still optimises a method of that length; where they
    /// are too large for a vector width, it has the code of <see cref="Automatic"/>, and an advice (CELL103) says so. All
    /// other products loop in any case, since no chain from step to step waits for them; so does the path of machines
    /// without fused multiply-add.
    /// </summary>
    StraightLine,

    /// <summary>
    /// Small code: loops over columns and blocks even where there are few of them, and one direction of a layer after the
    /// other. For programs with many nets.
    /// </summary>
    Loop,
}
