namespace CellGen.Generator.Tests.Kernels;

/// <summary>A reference of a kernel that is interpreted: a place in a buffer, in front of which or behind which it may stand.</summary>
/// <param name="Buffer">The buffer; what is NaN in it may not be read.</param>
/// <param name="Offset">The number of elements before the place.</param>
internal readonly record struct FormReference(double[] Buffer, long Offset)
{
    public static implicit operator FormReference(double[] buffer) => new(buffer, 0);

    /// <summary>A reference further on.</summary>
    public static FormReference operator +(FormReference reference, long distance) => reference with { Offset = reference.Offset + distance };

    /// <summary>Some elements from the place on, which must be in the buffer.</summary>
    public Span<double> Elements(int count)
    {
        if (count > 0 && (Offset < 0 || Offset + count > Buffer.Length))
        {
            throw new FormException($"{count} floats from {Offset} on are not in a buffer of {Buffer.Length}");
        }

        return count > 0 ? Buffer.AsSpan((int)Offset, count) : [];
    }

    /// <summary>Some elements from the place on, to be computed with: none may be NaN.</summary>
    public double[] Read(int count)
    {
        double[] read = Elements(count).ToArray();
        foreach (double element in read)
        {
            if (double.IsNaN(element))
            {
                throw new FormException($"of {count} floats from {Offset} on in a buffer of {Buffer.Length} some may not be read");
            }
        }

        return read;
    }
}
