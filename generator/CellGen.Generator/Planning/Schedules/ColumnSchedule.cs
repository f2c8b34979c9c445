namespace CellGen.Generator.Planning.Schedules;

/// <summary>
/// How a product visits the columns of its matrix. Whatever the schedule, each partial sum takes its columns in ascending
/// order: no bit depends on it.
/// </summary>
/// <param name="Columns">The number of columns that are visited; 0 where it is an argument of the kernel.</param>
/// <param name="Unroll">The number of columns in the body of a loop, or 0: all are written out.</param>
/// <param name="Partials">
/// The number of independent partial sums, which take turns column by column: part of the specification, the same at every width.
/// </param>
internal sealed record ColumnSchedule(int Columns, int Unroll, int Partials = 1)
{
    /// <summary>Whether the number of columns is an argument, and a multiple of what the body has, unless it <see cref="HasRest"/>.</summary>
    public bool IsVariable { get; init; }

    /// <summary>Whether the body, which has two columns, may leave one over.</summary>
    public bool HasRest { get; init; }

    /// <summary>The number of partial sums that registers hold at once; the others follow.</summary>
    public int Together { get; init; } = Partials;

    /// <summary>The first column.</summary>
    public int First { get; init; }

    /// <summary>The distance from a column to the next one that is visited.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>How the operand is loaded.</summary>
    public OperandLoad Operand { get; init; }

    /// <summary>The number of columns that a loop visits; the others are written out behind it. No loop, where one body has them all.</summary>
    public int Looped => Unroll > 0 && Columns > Unroll ? Columns / Unroll * Unroll : 0;

    /// <summary>Whether there is a loop.</summary>
    public bool IsLoop => IsVariable || Looped > 0;

    /// <summary>The columns of one partial sum alone.</summary>
    public ColumnSchedule OfPartial(int partial) =>
        new((Columns - partial + Partials - 1) / Partials, Unroll) { First = partial, Stride = Partials, Operand = Operand };
}
