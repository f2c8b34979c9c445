using System.Diagnostics;

namespace CellGen.Compare.Peers;

/// <summary>Work that runs in this process and is timed here.</summary>
public abstract class LocalWork(string variant, bool isManaged) : IWork
{
    /// <inheritdoc/>
    public string Variant { get; } = variant;

    /// <inheritdoc/>
    public bool IsManaged { get; } = isManaged;

    /// <inheritdoc/>
    public double Run(int iterations)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < iterations; i++)
        {
            Once();
        }

        return Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
    }

    /// <inheritdoc/>
    public abstract Answer Answer();

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>The row's work, once.</summary>
    protected abstract void Once();
}
