using System.Runtime.InteropServices;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Onnx;

/// <summary>ONNX Runtime, through its C API, one thread, inputs and outputs bound once.</summary>
internal sealed class OnnxPeer : IPeer
{
    private readonly OrtApi? _api;

    /// <summary>Loads the library where it is there.</summary>
    public OnnxPeer(string? file)
    {
        if (file is not null && NativeLibrary.TryLoad(file, out nint library))
        {
            _api = new OrtApi(library);
        }
    }

    /// <inheritdoc/>
    public string Name => "ONNX Runtime";

    /// <inheritdoc/>
    public string? Version => _api?.Version;

    /// <inheritdoc/>
    public IReadOnlyList<IWork> Prepare(Problem problem) =>
        _api is null || problem.Row.Mode == RowMode.Training || problem.Row.Pair is not null ? [] : [new OnnxWork(problem, _api)];

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
