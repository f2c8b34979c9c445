using System.Runtime.InteropServices;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Native;

/// <summary>A peer behind the exports of native/peer.h; several builds of one source may stand for it.</summary>
internal sealed class NativeLibraryPeer : IPeer
{
    private readonly List<NativeLibraryExports> _libraries = [];

    /// <summary>Loads what is there.</summary>
    public NativeLibraryPeer(string name, IEnumerable<string> files)
    {
        Name = name;
        foreach (string file in files.Where(File.Exists))
        {
            if (NativeLibrary.TryLoad(file, out nint handle))
            {
                _libraries.Add(new NativeLibraryExports(handle));
            }
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string? Version => _libraries.Count == 0 ? null : string.Join("; ", _libraries.Select(library => library.Version));

    /// <inheritdoc/>
    public IReadOnlyList<IWork> Prepare(Problem problem) => problem.Row.Pair is not null || problem.Row.Mode == RowMode.Learning ? [] : [.. _libraries.SelectMany(library => library.Prepare(problem))];

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
