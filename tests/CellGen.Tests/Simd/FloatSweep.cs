namespace CellGen.Tests.Simd;

/// <summary>Walks over the floats: every 1,009th bit pattern, or all of them where CELLGEN_EXHAUSTIVE is 1.</summary>
/// <remarks>
/// The stride is a prime, so that all parts of the range and all low bits occur. The exhaustive walk takes an hour or more:
/// <c>CELLGEN_EXHAUSTIVE=1 dotnet test -c Release tests/CellGen.Tests --filter ActivationAccuracy</c>.
/// </remarks>
public static class FloatSweep
{
    private const int Block = 4096;
    private const long Patterns = 1L << 32;

    private static readonly long Stride = Environment.GetEnvironmentVariable("CELLGEN_EXHAUSTIVE") == "1" ? 1 : 1009;

    /// <summary>What looks at one block: arguments in, whatever it finds out.</summary>
    public delegate T Inspect<T>(ReadOnlySpan<float> arguments);

    /// <summary>Gives all blocks to a function, on all processors, and joins what it returns.</summary>
    public static T Run<T>(T start, Inspect<T> inspect, Func<T, T, T> join)
    {
        long blocks = (Patterns + (Block * Stride) - 1) / (Block * Stride);
        var gate = new Lock();
        T result = start;
        Parallel.For(
            0L,
            blocks,
            () => (Found: start, Arguments: new float[Block]),
            (block, _, local) =>
            {
                for (int i = 0; i < Block; i++)
                {
                    long pattern = ((block * Block) + i) * Stride % Patterns;
                    local.Arguments[i] = BitConverter.UInt32BitsToSingle((uint)pattern);
                }

                return (join(local.Found, inspect(local.Arguments)), local.Arguments);
            },
            local =>
            {
                lock (gate)
                {
                    result = join(result, local.Found);
                }
            });
        return result;
    }
}
