using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace CellGen.NumericTests.Host;

/// <summary>Hears from the JIT which calls it did not inline.</summary>
internal sealed class InliningListener : EventListener
{
    private const EventKeywords JitTracing = (EventKeywords)0x1000;

    private readonly ConcurrentQueue<Failure> _failures = new();

    /// <summary>A call that is a call.</summary>
    /// <param name="Class">The class of the method that was compiled.</param>
    /// <param name="Method">The method.</param>
    /// <param name="CalleeClass">The class of the method that it calls.</param>
    /// <param name="Callee">That method.</param>
    /// <param name="Reason">The JIT's reason.</param>
    internal sealed record Failure(string Class, string Method, string CalleeClass, string Callee, string Reason);

    /// <summary>Compiles methods, and tells which calls in them were not inlined.</summary>
    public IReadOnlyList<Failure> Compile(IEnumerable<MethodBase> methods)
    {
        foreach (MethodBase method in methods)
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }

        // Events come late, but in order: when the one of this method is here, all before it are.
        string last = "Last" + Guid.NewGuid().ToString("N");
        var sentinel = new DynamicMethod(last, null, []);
        ILGenerator code = sentinel.GetILGenerator();
        code.Emit(OpCodes.Call, typeof(InliningListener).GetMethod(nameof(Called), BindingFlags.NonPublic | BindingFlags.Static)!);
        code.Emit(OpCodes.Ret);
        sentinel.CreateDelegate<Action>()();
        var waited = Stopwatch.StartNew();
        while (!_failures.Any(failure => failure.Method == last))
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(60))
            {
                throw new TimeoutException("The runtime has sent no event.");
            }

            Thread.Sleep(20);
        }

        return [.. _failures];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Called()
    {
    }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, JitTracing);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName is not ("MethodJitInliningFailed" or "MethodJitInliningFailedAnsi"))
        {
            return;
        }

        string Text(string name) => eventData.Payload![eventData.PayloadNames!.IndexOf(name)]?.ToString() ?? "";
        _failures.Enqueue(new Failure(
            Text("MethodBeingCompiledNamespace"), Text("MethodBeingCompiledName"), Text("InlineeNamespace"), Text("InlineeName"), Text("FailReason")));
    }
}
