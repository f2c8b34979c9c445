namespace CellGen.Generator.Kernels.Form;

/// <summary>A whole number of a kernel: a distance in floats, a counter, a number of rows.</summary>
/// <remarks>
/// An int in C#, whose operators the compiler knows: with a native integer and a constant it looks through all, which takes it ten times
/// as long. Only a counter that is the distance in an inner loop is native, so that it is no address to be computed first.
/// </remarks>
internal abstract record Whole
{
    /// <summary>A number that is known.</summary>
    internal sealed record Number(int Value) : Whole;

    /// <summary>A variable or a parameter.</summary>
    internal sealed record Variable(string Name) : Whole;

    /// <summary>The sum of some numbers.</summary>
    internal sealed record Sum(IReadOnlyList<Whole> Terms) : Whole;

    /// <summary>The product of two numbers.</summary>
    internal sealed record Product(Whole Left, Whole Right) : Whole;

    /// <summary>A number less another.</summary>
    internal sealed record Difference(Whole Left, Whole Right) : Whole;

    /// <summary>The smaller of two numbers.</summary>
    internal sealed record Least(Whole Left, Whole Right) : Whole;

    /// <summary>The largest multiple of a power of two that is no larger.</summary>
    internal sealed record Multiple(Whole Value, int Of) : Whole;

    /// <summary>A whole part: the value divided by a number.</summary>
    internal sealed record Quotient(Whole Value, int By) : Whole;

    /// <summary>One number or another.</summary>
    internal sealed record Choice(Truth Condition, Whole Then, Whole Else) : Whole;

    /// <summary>What is known of a sum: the number in it.</summary>
    public int Known => TermsOf(this).OfType<Number>().Sum(number => number.Value);

    public static implicit operator Whole(int value) => new Number(value);

    public static implicit operator Whole(string variable) => new Variable(variable);

    /// <summary>The sum; zero is left out, and numbers that are known are added.</summary>
    public static Whole operator +(Whole left, Whole right)
    {
        List<Whole> terms = [.. TermsOf(left), .. TermsOf(right)];
        int known = terms.OfType<Number>().Sum(number => number.Value);
        terms.RemoveAll(term => term is Number);
        if (known != 0 || terms.Count == 0)
        {
            terms.Add(known);
        }

        return terms.Count == 1 ? terms[0] : new Sum(terms);
    }

    /// <summary>The difference; a number that is known is added with the other sign.</summary>
    public static Whole operator -(Whole left, Whole right) => right is Number number ? left + (-number.Value) : new Difference(left, right);

    /// <summary>The product.</summary>
    public static Whole operator *(Whole left, Whole right) => (left, right) switch
    {
        (Number a, Number b) => a.Value * b.Value,
        (Number { Value: 0 }, _) or (_, Number { Value: 0 }) => 0,
        (Number { Value: 1 }, _) => right,
        (_, Number { Value: 1 }) => left,
        _ => new Product(left, right),
    };

    private static IEnumerable<Whole> TermsOf(Whole value) => value is Sum sum ? sum.Terms : [value];
}
