using CellGen.Generator.Equations;

namespace CellGen.Generator.Kernels.Form;

/// <summary>Floats of a kernel: a vector of 16, 8 or 4 lanes, or a single number, which has one.</summary>
/// <param name="Width">The number of lanes.</param>
internal abstract record Value(int Width)
{
    /// <summary>A variable or a parameter.</summary>
    internal sealed record Local(int Width, string Name) : Value(Width);

    /// <summary>Zero in every lane.</summary>
    internal sealed record Zero(int Width) : Value(Width);

    /// <summary>A constant in every lane.</summary>
    internal sealed record Constant(int Width, float Number) : Value(Width);

    /// <summary>Floats of memory, side by side; lanes from <paramref name="Valid"/> on are zero, and nothing is read for them.</summary>
    internal sealed record Load(int Width, Memory From, int Valid) : Value(Width)
    {
        /// <summary>All lanes.</summary>
        public Load(int width, Memory from)
            : this(width, from, width)
        {
        }
    }

    /// <summary>One float of memory in every lane.</summary>
    /// <param name="IsVolatile">Whether the reference is to VolatileSingle, so that it is read at each use.</param>
    internal sealed record Spread(int Width, Memory From, bool IsVolatile = false) : Value(Width);

    /// <summary>A single number in every lane.</summary>
    internal sealed record SpreadNumber(int Width, Value Number) : Value(Width);

    /// <summary>Four floats of memory in each half of 256 bits, for <see cref="OfFours"/>.</summary>
    internal sealed record Fours(Memory From) : Value(8);

    /// <summary>One of four floats in every lane.</summary>
    internal sealed record OfFours(Value Of, int Index) : Value(8);

    /// <summary>A function of other values, lane by lane.</summary>
    internal sealed record Apply(Function Function, IReadOnlyList<Value> Arguments, float Bound = 0, bool ConstantsInMemory = false) : Value(Arguments[0].Width);

    /// <summary>Some lanes of a wider value: the part of that number, counted in widths of this one.</summary>
    internal sealed record Part(int Width, Value Of, int Index) : Value(Width);

    /// <summary>A value in some lanes and zero in the others.</summary>
    internal sealed record Masked(Value Of, IReadOnlyList<bool> Lanes) : Value(Of.Width);

    /// <summary>One value or another.</summary>
    internal sealed record Choice(Truth Condition, Value Then, Value Else) : Value(Then.Width);

    /// <summary>One lane.</summary>
    internal sealed record Lane(Value Of, int Index) : Value(1);

    /// <summary>The sum of a value's four lanes, or of those of four values, side by side.</summary>
    internal sealed record LaneSum(IReadOnlyList<Value> Of) : Value(Of.Count);

    /// <summary>Four numbers, side by side.</summary>
    internal sealed record Numbers(IReadOnlyList<Value> Of) : Value(4);

    public static Value operator +(Value left, Value right) => new Apply(Function.Add, [left, right]);

    public static Value operator -(Value left, Value right) => new Apply(Function.Subtract, [left, right]);

    public static Value operator *(Value left, Value right) => new Apply(Function.Multiply, [left, right]);

    /// <summary>The value, or zero where it is so small that it counts as zero.</summary>
    public Value Flush() => new Apply(Function.Flush, [this]);
}
