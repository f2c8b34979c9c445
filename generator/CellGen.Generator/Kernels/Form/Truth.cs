namespace CellGen.Generator.Kernels.Form;

/// <summary>A condition of a kernel.</summary>
internal abstract record Truth
{
    /// <summary>A variable or a parameter.</summary>
    internal sealed record Variable(string Name) : Truth;

    /// <summary>Whether a number is smaller than another.</summary>
    internal sealed record Less(Whole Left, Whole Right) : Truth;

    /// <summary>Whether a number is no larger than another.</summary>
    internal sealed record AtMost(Whole Left, Whole Right) : Truth;

    /// <summary>A field of the kernels, which is turned over first.</summary>
    internal sealed record TurnedOver(string Field) : Truth;

    /// <summary>Whether some of these bits of a number are set.</summary>
    internal sealed record HasBits(Whole Value, int Bits) : Truth;
}
