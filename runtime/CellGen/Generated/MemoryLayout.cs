namespace CellGen.Generated;

/// <summary>
/// Where the parts of a workspace or a tape begin in their one allocation. Lengths are counted in 64 bits, and beyond what
/// an array can hold they no longer grow, so that no number of steps or sequences can wrap.
/// </summary>
internal struct MemoryLayout
{
    /// <summary>More floats than any array has, and so few that times any int they are below 2⁶³.</summary>
    private const long TooMany = 1L << 31;

    /// <summary>The number of floats so far; more than an array can hold where there were ever so many.</summary>
    public long Length { get; private set; }

    /// <summary>A length rounded up to whole cache lines of 16 floats.</summary>
    /// <param name="length">The number of floats.</param>
    public static long Pad(long length) => (length + 15) & ~15L;

    /// <summary>Adds a part.</summary>
    /// <param name="length">The number of its floats, at most 2⁶²; it is padded to whole cache lines.</param>
    /// <returns>Where the part begins.</returns>
    public nint Add(long length)
    {
        nint start = (nint)Length;
        Length = Math.Min(Length + Pad(length), TooMany);
        return start;
    }

    /// <summary>Repeats all parts so far: what a tape keeps of one sequence, for each sequence of a batch.</summary>
    /// <param name="count">How often they are there.</param>
    /// <returns>The distance from one to the next.</returns>
    public nint Repeat(long count)
    {
        nint distance = (nint)Length;
        Length = Math.Min(Length * count, TooMany);
        return distance;
    }

    /// <summary>Checks the arguments of a workspace or a tape.</summary>
    /// <param name="maxSteps">The longest sequence.</param>
    /// <param name="batchSize">The number of sequences of a batch.</param>
    /// <param name="lengthOf">The number of floats that so many steps and so many sequences take; more of either take no less.</param>
    /// <returns>The number of floats that these take.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One is below 1 or too large; the message says the most that is possible.</exception>
    public static long Check(int maxSteps, int batchSize, Func<int, int, long> lengthOf)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        long length = lengthOf(maxSteps, batchSize);
        return length <= AlignedBuffer.MaxLength ? length : throw TooLarge(maxSteps, batchSize, lengthOf);
    }

    /// <summary>Blames the batch where not even one step of so many sequences fits, otherwise the steps.</summary>
    private static ArgumentOutOfRangeException TooLarge(int maxSteps, int batchSize, Func<int, int, long> lengthOf)
    {
        string limit = $"the memory is one array of at most {AlignedBuffer.MaxLength} floats.";
        if (!Fits(1, 1))
        {
            return new(nameof(maxSteps), maxSteps, $"maxSteps is {maxSteps}; this net has no room for even one step of one sequence: {limit}");
        }

        if (Fits(1, batchSize))
        {
            int mostSteps = Most(maxSteps, steps => Fits(steps, batchSize));
            return new(nameof(maxSteps), maxSteps, $"maxSteps is {maxSteps}; with a batchSize of {batchSize} at most {mostSteps} is possible: {limit}");
        }

        int given = Fits(maxSteps, 1) ? maxSteps : 1;
        int mostSequences = Most(batchSize, sequences => Fits(given, sequences));
        return new(nameof(batchSize), batchSize, $"batchSize is {batchSize}; with a maxSteps of {given} at most {mostSequences} is possible: {limit}");

        bool Fits(int steps, int sequences) => lengthOf(steps, sequences) <= AlignedBuffer.MaxLength;
    }

    /// <summary>The largest number that fits, where 1 does and <paramref name="tooMany"/> does not: by bisection.</summary>
    private static int Most(int tooMany, Func<int, bool> fits)
    {
        int most = 1;
        while (tooMany - most > 1)
        {
            int middle = most + ((tooMany - most) / 2);
            (most, tooMany) = fits(middle) ? (middle, tooMany) : (most, middle);
        }

        return most;
    }
}
