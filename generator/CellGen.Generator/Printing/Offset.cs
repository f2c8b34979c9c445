using static System.FormattableString;

namespace CellGen.Generator.Printing;

/// <summary>A distance in floats: a constant, plus a variable of type nuint where the code is in a loop.</summary>
internal readonly record struct Offset(string? Variable, int Constant)
{
    public bool IsZero => Variable is null && Constant == 0;

    public static Offset operator +(Offset offset, int distance) => offset with { Constant = offset.Constant + distance };

    /// <summary>The sum of two offsets, of which at most one has a variable.</summary>
    public Offset Plus(Offset other) => new(Variable ?? other.Variable, Constant + other.Constant);

    public static implicit operator Offset(int constant) => new(null, constant);

    /// <summary>", offset" as the last argument of a call, or nothing where it is zero.</summary>
    public string AsArgument => IsZero ? "" : ", " + this;

    public override string ToString() => (Variable, Constant) switch
    {
        (null, _) => Invariant($"{Constant}"),
        (_, 0) => Variable,
        _ => Invariant($"{Variable} + {Constant}"),
    };
}
