using System.Diagnostics;
using System.Globalization;

namespace CellGen.Compare.Situations;

/// <summary>A process of this program that runs one net whenever it is told to.</summary>
internal sealed class CoreProcess : IDisposable
{
    /// <summary>The command of such a process.</summary>
    public const string Command = "core";

    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="net">The place in <see cref="SharedNet.All"/>.</param>
    public CoreProcess(int net)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Command);
        start.ArgumentList.Add("--net");
        start.ArgumentList.Add(net.ToString(CultureInfo.InvariantCulture));
        _process = Process.Start(start)!;
    }

    /// <summary>What it does.</summary>
    public static void Serve(int net)
    {
        SharedNet.Call call = SharedNet.All[net].Create()();
        Console.WriteLine(call.WarmUp());
        while (Console.ReadLine() is not null)
        {
            Console.WriteLine(call.PerSecond().ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Lets it begin.</summary>
    public void Begin()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
    }

    /// <summary>Waits for its next answer: at first the bits, then calls in a second.</summary>
    public string Answer() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The process has ended.");

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
