using System.Diagnostics;

namespace CellGen.PackageTests;

/// <summary>Runs programs, mostly <c>dotnet</c>.</summary>
internal static class Dotnet
{
    /// <summary>Runs a <c>dotnet</c> command that must succeed.</summary>
    public static string Run(string folder, params string[] arguments)
    {
        var (exitCode, output) = TryRun(folder, "dotnet", arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)}\n{output}");
    }

    /// <summary>Runs a program; gives its exit code and what it wrote.</summary>
    public static (int ExitCode, string Output) TryRun(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A process that stays to build faster next time would keep the output open; the compiler's does not.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // What the tests' own nets are generated for.
        start.Environment.Remove("CellGenVectorWidths");
        using var process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
