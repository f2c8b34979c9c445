using System.Runtime.InteropServices;

namespace CellGen.Aot;

/// <summary>Something that is measured.</summary>
/// <param name="Name">The name of the row, as in bench/RESULTS.md.</param>
/// <param name="Steps">The time steps of one run.</param>
/// <param name="Run">Runs it once; the same work and the same results every time.</param>
/// <param name="Results">What a run has computed.</param>
internal sealed record Row(string Name, int Steps, Action Run, params float[][] Results)
{
    /// <summary>FNV-1a over the bits of all results.</summary>
    public ulong Hash()
    {
        ulong hash = 14695981039346656037;
        foreach (float[] values in Results)
        {
            foreach (byte value in MemoryMarshal.AsBytes(values.AsSpan()))
            {
                hash = (hash ^ value) * 1099511628211;
            }
        }

        return hash;
    }
}
