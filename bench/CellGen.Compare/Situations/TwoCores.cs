using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CellGen.Compare.Situations;

/// <summary>One net with two workspaces on two threads, beside two processes that know nothing of each other.</summary>
internal static class TwoCores
{
    /// <summary>The command of the process that has both cores: the one that measures all else has one.</summary>
    public const string Command = "cores";

    private const int Repeats = 7;

    /// <summary>Starts that process; nothing where the machine has no second core, or taskset is missing.</summary>
    public static IReadOnlyList<TwoWays> Measure()
    {
        var start = new ProcessStartInfo("taskset") { RedirectStandardOutput = true };
        foreach (string argument in (string[])["-c", "0,1", Environment.ProcessPath!, Command])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using Process process = Process.Start(start)!;
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? JsonSerializer.Deserialize<TwoWays[]>(text)! : [];
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            Console.Error.WriteLine($"taskset: {exception.Message}");
            return [];
        }
    }

    /// <summary>Measures all nets, and writes the results to the console.</summary>
    /// <returns>The process's exit code: 1 where it has one core.</returns>
    public static int Serve()
    {
        if (Environment.ProcessorCount < 2)
        {
            return 1;
        }

        Console.WriteLine(JsonSerializer.Serialize(SharedNet.All.Select(Compare)));
        return 0;
    }

    private static TwoWays Compare(SharedNet net, int index)
    {
        Func<SharedNet.Call> create = net.Create();
        SharedNet.Call[] calls = [create(), create()];
        CoreProcess[] processes = [new(index), new(index)];
        string[] bits = [.. calls.Select(call => call.WarmUp()), .. processes.Select(process => process.Answer())];
        var threads = new double[Repeats];
        var alone = new double[Repeats];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            threads[repeat] = OnThreads(calls);
            alone[repeat] = OnProcesses(processes);
        }

        foreach (CoreProcess process in processes)
        {
            process.Dispose();
        }

        return new($"{net.Name}: two threads, two processes", 1e9 / Median(threads), 1e9 / Median(alone), 0.9, bits.Distinct().Count() == 1);
    }

    /// <summary>The calls in a second of both threads.</summary>
    private static double OnThreads(SharedNet.Call[] calls)
    {
        using var begin = new Barrier(calls.Length);
        var counts = new double[calls.Length];
        Thread[] threads = [.. calls.Select((call, i) => new Thread(() =>
        {
            begin.SignalAndWait();
            counts[i] = call.PerSecond();
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return counts.Sum();
    }

    private static double OnProcesses(CoreProcess[] processes)
    {
        Array.ForEach(processes, process => process.Begin());
        return processes.Sum(process => double.Parse(process.Answer(), CultureInfo.InvariantCulture));
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
