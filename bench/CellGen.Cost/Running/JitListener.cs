using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace CellGen.Cost.Running;

/// <summary>Hears from the runtime when it begins and ends to compile a method.</summary>
internal sealed class JitListener : EventListener
{
    private const EventKeywords Jit = (EventKeywords)0x10;

    private readonly ConcurrentDictionary<ulong, DateTime> _begun = [];

    /// <summary>The compiled methods: type and name, which overloads share, time, bytes of machine code.</summary>
    public ConcurrentQueue<(string Name, double Milliseconds, int Bytes)> Compiled { get; } = [];

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource source)
    {
        if (source.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(source, EventLevel.Verbose, Jit);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs written)
    {
        string name = written.EventName ?? "";
        if (name.StartsWith("MethodJittingStarted", StringComparison.Ordinal))
        {
            _begun[(ulong)Value("MethodID")] = written.TimeStamp;
        }
        else if (name.StartsWith("MethodLoadVerbose", StringComparison.Ordinal)
            && _begun.TryRemove((ulong)Value("MethodID"), out DateTime begun))
        {
            Compiled.Enqueue((
                $"{Value("MethodNamespace")}.{Value("MethodName")}",
                (written.TimeStamp - begun).TotalMilliseconds,
                (int)(uint)Value("MethodSize")));
        }

        object Value(string field) => written.Payload![written.PayloadNames!.IndexOf(field)]!;
    }
}
