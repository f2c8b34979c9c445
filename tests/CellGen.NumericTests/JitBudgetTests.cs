using System.Reflection;
using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// No size makes a method that RyuJIT gives up on: past 60,000 bytes of IL or 2,000 locals it compiles a method without
/// optimisation, and past about 1,000 locals, temporaries included, it no longer keeps all of them in registers.
/// </summary>
public class JitBudgetTests
{
    private const int MaxIntermediateLanguage = 30_000;
    private const int MaxLocals = 800;

    private static readonly CellKind[] Stackable = [.. Enum.GetValues<CellKind>().Where(kind => kind != CellKind.Concatenating)];

    private static readonly ShapeSet Nets = new(
    [
        .. Shapes.Sizes(),
        .. Shapes.Random(15),
        .. Sweeps.Of(Large()),
    ]);

    private static IEnumerable<NetShape> Large() =>
    [
        .. Stackable.Select(kind => new NetShape(kind, 300, 512, 3, Bidirectional: true, Head: new(50))),
        new(CellKind.Gru, 300, 512, 3, true, Head: new(50), Merge: DirectionMerge.Sum, ResetAfter: false, Clip: 3),
        new(CellKind.Lstm, 300, 512, 3, true, Projection: 300, Peephole: true, CoupledGates: true, CellClip: 3, Clip: 3),
        new(CellKind.Gru, 300, 512, Head: new(4)),
        new(CellKind.Concatenating, 300, 512, Head: new(50, HeadInput.InputAndPreviousState, LogSoftmax: true)),
        .. Enum.GetValues<CellKind>().Select(kind => new NetShape(kind, 1000, 1500)),
        new(CellKind.Gru, 64, 1024, 4, true),
        new(CellKind.Lstm, 64, 1024, 4, true),
        .. WrittenOut(),
    ];

    /// <summary>The largest sizes that Unroll.StraightLine writes out: at 128, 256 and 512 bits.</summary>
    internal static IEnumerable<NetShape> WrittenOut() => new NetShape[]
    {
        new(CellKind.Gru, 9, 35, 4),
        new(CellKind.Gru, 9, 50),
        new(CellKind.Gru, 9, 72),
        new(CellKind.Gru, 9, 24, 4, true),
        new(CellKind.Gru, 9, 35, ResetAfter: false),
        new(CellKind.Lstm, 9, 31, 4),
        new(CellKind.Lstm, 9, 44),
        new(CellKind.Lstm, 9, 62),
        new(CellKind.Lstm, 9, 20, 4, true),
        new(CellKind.Lstm, 9, 31, Projection: 20, Peephole: true, CellClip: 3, Clip: 3),
        new(CellKind.Rnn, 9, 62),
        new(CellKind.Rnn, 9, 125),
    }.Select(shape => shape with { Unroll = Unroll.StraightLine });

    public static TheoryData<string> Names => Nets.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_method_is_within_the_budget(string name)
    {
        Type net = NetCompiler.TypeOf(Nets[name]);
        foreach (MethodBase method in Methods(net))
        {
            if (method.GetMethodBody() is { } body)
            {
                int length = body.GetILAsByteArray()!.Length;
                Assert.True(length <= MaxIntermediateLanguage, $"{method.DeclaringType!.Name}.{method.Name}: {length} bytes of IL");
                int locals = body.LocalVariables.Count;
                Assert.True(locals <= MaxLocals, $"{method.DeclaringType!.Name}.{method.Name}: {locals} locals");
            }
        }
    }

    private static IEnumerable<MethodBase> Methods(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
            | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return type.GetMethods(all)
            .Concat<MethodBase>(type.GetConstructors(all))
            .Concat(type.GetNestedTypes(all).SelectMany(Methods));
    }
}
