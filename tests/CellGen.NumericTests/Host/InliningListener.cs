using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace CellGen.NumericTests.Host;

/// <summary>Hears from the JIT which calls it inlined, and which it did not.</summary>
internal sealed class InliningListener : EventListener
{
    private const EventKeywords JitTracing = (EventKeywords)0x1000;

    private readonly ConcurrentQueue<Call> _calls = new();

    /// <summary>A call in a method.</summary>
    /// <param name="Class">The class of the method that was compiled.</param>
    /// <param name="Method">The method.</param>
    /// <param name="CalleeClass">The class of the method that it calls.</param>
    /// <param name="Callee">That method.</param>
    /// <param name="Reason">Why the JIT left it a call; null where it is inlined.</param>
    internal sealed record Call(string Class, string Method, string CalleeClass, string Callee, string? Reason);

    /// <summary>Compiles a method that was not compiled yet, and tells of the calls in it.</summary>
    public IReadOnlyList<Call> Compile(MethodBase method)
    {
        _calls.Clear();
        RuntimeHelpers.PrepareMethod(method.MethodHandle);

        // Events come late, but in order: when the one of this method is here, all before it are.
        string last = "Last" + Guid.NewGuid().ToString("N");
        var sentinel = new DynamicMethod(last, null, []);
        ILGenerator code = sentinel.GetILGenerator();
        code.Emit(OpCodes.Call, typeof(InliningListener).GetMethod(nameof(Called), BindingFlags.NonPublic | BindingFlags.Static)!);
        code.Emit(OpCodes.Ret);
        sentinel.CreateDelegate<Action>()();
        var waited = Stopwatch.StartNew();
        while (!_calls.Any(call => call.Method == last))
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(60))
            {
                throw new TimeoutException($"The runtime has not sent the events of {method}.");
            }

            Thread.Sleep(1);
        }

        return [.. _calls];
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
        bool isFailure = eventData.EventName is "MethodJitInliningFailed" or "MethodJitInliningFailedAnsi";
        if (isFailure || eventData.EventName == "MethodJitInliningSucceeded")
        {
            string Text(string name) => eventData.Payload![eventData.PayloadNames!.IndexOf(name)]?.ToString() ?? "";
            _calls.Enqueue(new Call(
                Text("MethodBeingCompiledNamespace"), Text("MethodBeingCompiledName"), Text("InlineeNamespace"), Text("InlineeName"), isFailure ? Text("FailReason") : null));
        }
    }
}
