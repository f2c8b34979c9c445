namespace CellGen.Compare.Peers;

/// <summary>A net that is ready to run a row.</summary>
public interface IWork : IDisposable
{
    /// <summary>The way it is done, where a peer has several; else empty.</summary>
    string Variant { get; }

    /// <summary>Whether the code is compiled while it runs, and so has to be warmed up.</summary>
    bool IsManaged { get; }

    /// <summary>Does the row's work over and over.</summary>
    /// <returns>The nanoseconds that it took in all.</returns>
    double Run(int iterations);

    /// <summary>What the last run computed.</summary>
    Answer Answer();
}
