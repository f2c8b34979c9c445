using System.Runtime.Intrinsics;

namespace CellGen.Compare.Machines;

/// <summary>What the machine can do at most: multiply-adds in GFLOP/s (two operations each), reads in GB/s.</summary>
/// <param name="Wide">GFLOP/s with 512 bits; 0 where there are none.</param>
/// <param name="Narrow">GFLOP/s with 256 bits; 0 where there are none.</param>
/// <param name="Reads">GB/s of reading from each cache and from memory.</param>
public sealed record Peaks(double Wide, double Narrow, IReadOnlyList<ReadSpeed> Reads)
{
    /// <summary>GFLOP/s of the best width; 0 where vectors are switched off.</summary>
    public double Best => Math.Max(Wide, Narrow);

    /// <summary>Measures for about a second.</summary>
    public static Peaks Measure(bool quick)
    {
        int repeats = quick ? 3 : 15;
        double wide = Vector512.IsHardwareAccelerated ? MultiplyAddSpeed.Wide(repeats) : 0;
        double narrow = Vector256.IsHardwareAccelerated ? MultiplyAddSpeed.Narrow(repeats) : 0;
        return new Peaks(wide, narrow, Vector256.IsHardwareAccelerated ? ReadSpeed.All(repeats) : []);
    }
}
