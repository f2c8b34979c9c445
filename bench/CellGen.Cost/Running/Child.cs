using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.Json;
using CellGen.Cost.Compiling;
using CellGen.Simd;

namespace CellGen.Cost.Running;

/// <summary>What runs in a fresh process: measures one thing about one net and writes it as JSON.</summary>
internal static class Child
{
    private const int Repeats = 9;

    /// <summary>A block of calls whose mean is one point of the curve towards the final speed.</summary>
    private static readonly TimeSpan Block = TimeSpan.FromMicroseconds(200);

    private static readonly TimeSpan Repeat = TimeSpan.FromMilliseconds(10);

    /// <param name="arguments">The folder of the net; jit, Step or Forward; then steps, calls, milliseconds to settle.</param>
    public static void Run(string[] arguments)
    {
        string folder = arguments[0];
        var context = AssemblyLoadContext.Default;
        Assembly net = context.LoadFromAssemblyPath(Path.Combine(folder, NetBuilder.Net));
        Console.WriteLine(arguments[1] == "jit"
            ? JsonSerializer.Serialize(Compile(net))
            : JsonSerializer.Serialize(Measure(context.LoadFromAssemblyPath(Path.Combine(folder, NetBuilder.Harness)), arguments)));
    }

    private static JitCost Compile(Assembly net)
    {
        using var listener = new JitListener();
        string kernels = Hardware.PreferredWidth switch
        {
            VectorWidth.Bits512 => "Vector512Kernels",
            VectorWidth.Bits256 => "Vector256Kernels",
            _ => "Vector128Kernels`1",
        };
        MethodInfo[] methods = [.. HotMethods.Of(net, kernels)];
        foreach (MethodInfo method in methods)
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }

        // Events come from another thread.
        var names = methods.Select(method => $"{method.DeclaringType!.FullName}.{method.Name}").ToHashSet();
        var compiled = listener.Compiled.Where(method => names.Contains(method.Name));
        var waiting = Stopwatch.StartNew();
        while (compiled.Count() < methods.Length)
        {
            if (waiting.Elapsed > TimeSpan.FromSeconds(10))
            {
                throw new TimeoutException("The runtime did not say of every method that it was compiled.");
            }

            Thread.Sleep(1);
        }

        var largest = compiled.MaxBy(method => method.Bytes);
        return new JitCost(
            methods.Length,
            compiled.Sum(method => method.Milliseconds),
            compiled.Sum(method => method.Bytes),
            largest.Name[(largest.Name.LastIndexOf('+') + 1)..],
            largest.Milliseconds,
            largest.Bytes);
    }

    private static CallCost Measure(Assembly harness, string[] arguments)
    {
        int[] numbers = [.. arguments[2..].Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        var (steps, beginning, settle) = (numbers[0], numbers[1], TimeSpan.FromMilliseconds(numbers[2]));
        var create = harness.GetType("Harness")!.GetMethod(arguments[1])!.CreateDelegate<Func<int, Action<int>>>();
        var watch = Stopwatch.StartNew();
        Action<int> call = create(steps);
        double made = watch.Elapsed.TotalMilliseconds;
        call(0);

        watch.Restart();
        call(1);
        TimeSpan first = watch.Elapsed;
        TimeSpan begun = first;
        var blocks = new List<(TimeSpan End, double Nanoseconds)>();
        int chunk = Math.Max(1, beginning / 100);
        for (int calls = 1; calls < beginning || watch.Elapsed < first + settle;)
        {
            TimeSpan start = watch.Elapsed;
            int before = calls;
            do
            {
                int count = calls < beginning ? Math.Min(chunk, beginning - calls) : chunk;
                call(count);
                calls += count;
                begun = calls == beginning ? watch.Elapsed : begun;
            }
            while (watch.Elapsed - start < Block);
            blocks.Add((watch.Elapsed, (watch.Elapsed - start).TotalNanoseconds / (calls - before)));
        }

        double warm = Warm(call);
        return new CallCost(made, first.TotalMilliseconds, begun.TotalMilliseconds, Steady(blocks, warm, first), warm);
    }

    /// <summary>The median of some repeats, each of as many calls as fill its time.</summary>
    private static double Warm(Action<int> call)
    {
        int calls = 1;
        while (Time(call, calls) < Repeat)
        {
            calls *= 2;
        }

        return NetBuilder.Median(Enumerable.Range(0, Repeats).Select(_ => Time(call, calls).TotalNanoseconds / calls));
    }

    private static TimeSpan Time(Action<int> call, int calls)
    {
        var watch = Stopwatch.StartNew();
        call(calls);
        return watch.Elapsed;
    }

    /// <summary>The end of the first call, or of the last block before the first stretch whose median is near the final speed.</summary>
    private static double Steady(List<(TimeSpan End, double Nanoseconds)> blocks, double warm, TimeSpan first)
    {
        const int stretch = 25;
        for (int i = 0; i + stretch <= blocks.Count; i++)
        {
            if (NetBuilder.Median(blocks[i..(i + stretch)].Select(block => block.Nanoseconds)) <= 1.25 * warm)
            {
                return i == 0 ? first.TotalMilliseconds : blocks[i - 1].End.TotalMilliseconds;
            }
        }

        return blocks[^1].End.TotalMilliseconds;
    }
}
