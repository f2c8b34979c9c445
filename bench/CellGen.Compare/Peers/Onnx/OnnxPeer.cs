using CellGen.Compare.Problems;
using Microsoft.ML.OnnxRuntime;

namespace CellGen.Compare.Peers.Onnx;

/// <summary>ONNX Runtime as a .NET user has it, from NuGet, through its C# API: one thread, inputs and outputs bound once.</summary>
internal sealed class OnnxPeer : IPeer
{
    /// <summary>Loads the native library where there is one for this machine.</summary>
    public OnnxPeer()
    {
        try
        {
            Version = OrtEnv.Instance().GetVersionString();
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException)
        {
            Console.Error.WriteLine($"ONNX Runtime cannot be loaded: {exception.Message}");
        }
    }

    /// <inheritdoc/>
    public string Name => "ONNX Runtime";

    /// <inheritdoc/>
    public string? Version { get; }

    /// <inheritdoc/>
    public bool IsRestricted => false;

    /// <inheritdoc/>
    public IReadOnlyList<IWork> Prepare(Problem problem) =>
        Version is null || problem.Row.Mode is RowMode.Training or RowMode.Learning || problem.Row.Pair is not null ? [] : [new OnnxWork(problem)];

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
