using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CellGen.Cost.Shapes;
using CellGen.NumericTests.Host;

namespace CellGen.Cost.Running;

/// <summary>Starts a process of this program for one measurement of a net that was built into a folder.</summary>
internal static class FreshProcess
{
    /// <summary>The first argument of such a process.</summary>
    public const string Command = "child";

    private static readonly string Program =
        Path.ChangeExtension(typeof(FreshProcess).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null)!;

    /// <summary>What the JIT makes of the net.</summary>
    public static JitCost Jit(string folder) => Run<JitCost>([folder, "jit"], []);

    /// <summary>The costs of calls of Step or Forward.</summary>
    /// <param name="shape">The net.</param>
    /// <param name="folder">Where it was built.</param>
    /// <param name="method">Step or Forward.</param>
    /// <param name="calls">How many calls are the beginning.</param>
    /// <param name="settle">The least milliseconds before the warm calls.</param>
    /// <param name="environment">Settings of the runtime.</param>
    public static CallCost Call(
        NetShape shape, string folder, string method, int calls, int settle, params (string Name, string Value)[] environment) =>
        Run<CallCost>([folder, method, Text(ShapeCatalog.Steps(shape)), Text(calls), Text(settle)], environment);

    private static T Run<T>(string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Program, [Command, .. arguments]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<T>(output)!
            : throw new InvalidOperationException($"The measurement of {string.Join(' ', arguments)} failed.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
