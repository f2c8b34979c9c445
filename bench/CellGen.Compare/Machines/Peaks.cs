using System.Runtime.Intrinsics;
using CellGen.Simd;

namespace CellGen.Compare.Machines;

/// <summary>What the machine can do at most: multiply-adds in GFLOP/s (two operations each), reads in GB/s.</summary>
/// <param name="Wide">GFLOP/s with 512 bits; 0 where there are none.</param>
/// <param name="Narrow">GFLOP/s with 256 bits; 0 where there are none.</param>
/// <param name="Reads">GB/s of reading from each cache and from memory.</param>
/// <param name="Vectors">The times of what a step is made of; null where vectors are switched off.</param>
public sealed record Peaks(double Wide, double Narrow, IReadOnlyList<ReadSpeed> Reads, VectorSpeed? Vectors)
{
    private const int Repeats = 31;

    /// <summary>GFLOP/s of the best width; 0 where vectors are switched off.</summary>
    public double Best => Math.Max(Wide, Narrow);

    /// <summary>Whether the machine tells its caches: otherwise there is memory alone, and no bound by stream.</summary>
    public bool KnowsCaches => Reads.Any(read => read.Bytes > 0);

    /// <summary>Measures for about a second, also where the rows are only tried out.</summary>
    public static Peaks Measure()
    {
        double wide = Hardware.Supports(VectorWidth.Bits512) ? MultiplyAddSpeed.Of<Width512, Vector512<float>>(Repeats) : 0;
        double narrow = Hardware.Supports(VectorWidth.Bits256) ? MultiplyAddSpeed.Of<Width256, Vector256<float>>(Repeats) : 0;
        VectorSpeed? vectors = wide > 0 ? VectorSpeed.Measure<Width512, Vector512<float>>(Repeats)
            : narrow > 0 ? VectorSpeed.Measure<Width256, Vector256<float>>(Repeats)
            : null;
        return new Peaks(wide, narrow, narrow > 0 ? ReadSpeed.All(Repeats) : [], vectors);
    }
}
