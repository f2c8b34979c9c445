namespace CellGen;

/// <summary>What the reader, the writer and their messages need to know about shapes.</summary>
internal static class SafeTensorShape
{
    /// <summary>The product of the dimensions; false where one is negative or the product overflows.</summary>
    internal static bool TryCount(ReadOnlySpan<long> shape, out long count)
    {
        count = 1;
        foreach (long length in shape)
        {
            if (length < 0 || (length != 0 && count > long.MaxValue / length))
            {
                return false;
            }

            count *= length;
        }

        return true;
    }

    /// <summary>The shape as messages show it: [60 x 20], [20], [] for a single number.</summary>
    internal static string Format(IReadOnlyList<long> shape)
    {
        const int Shown = 8;
        string lengths = string.Join(" x ", shape.Take(Shown));
        return shape.Count <= Shown ? $"[{lengths}]" : $"[{lengths} x … ({shape.Count} dimensions)]";
    }
}
