using System.Diagnostics;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Torch;

/// <summary>torch, in a Python process of its own that inherits this one's core.</summary>
internal sealed class TorchPeer : IPeer
{
    private readonly Process? _process;
    private readonly string _folder = Directory.CreateTempSubdirectory("cellgen-torch").FullName;

    /// <summary>Starts the process; torch is absent where it does not answer with its version.</summary>
    public TorchPeer(string python)
    {
        if (!File.Exists(python))
        {
            return;
        }

        var start = new ProcessStartInfo(python) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Peers", "Torch", "torch_peer.py"));
        _process = Process.Start(start)!;
        Version = _process.StandardOutput.ReadLine();
    }

    /// <inheritdoc/>
    public string Name => "torch";

    /// <inheritdoc/>
    public string? Version { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IWork> Prepare(Problem problem) => Version is null || problem.Row.IsNet ? [] : [new TorchWork(problem, this, _folder)];

    /// <summary>Sends a command and waits for its answer.</summary>
    public string Ask(string command)
    {
        _process!.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"torch ended on: {command}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            _process.WaitForExit();
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
