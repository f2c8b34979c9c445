using System.Reflection;
using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// What a kernel calls in its loops vanishes: a call that the JIT does not inline (it gives up on a method's next ones when it has
/// inlined so many, or has too many locals) would push all sums out of registers. Nothing runs beside them: the runtime
/// drops events when they are too many.
/// </summary>
[Collection(nameof(Alone))]
public class InliningTests
{
    /// <summary>The largest nets that are written out, those with most kernels, and each kind of kernel.</summary>
    private static readonly ShapeSet Nets = new(
    [
        .. JitBudgetTests.WrittenOut(),
        .. Others().Select(shape => shape with { OneWidth = true }),
    ]);

    private static readonly ShapeSet Nets128 = new(
    [
        new(CellKind.Lstm, 11, 13, Bidirectional: true),
        new(CellKind.Lstm, 11, 20, 2, Bidirectional: true, Head: new(3)),
        new(CellKind.Lstm, 11, 13, Bidirectional: true, Projection: 6),
        new(CellKind.Gru, 11, 33, Bidirectional: true),
        new(CellKind.Gru, 11, 20, 2, Head: new(1)),
        new(CellKind.MinLstm, 11, 13),
    ]);

    public static TheoryData<string> Names => Nets.Names;

    public static TheoryData<string> Names128 => Nets128.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void No_call_is_left_in_a_kernel(string name)
    {
        if (Hardware.PreferredWidth > VectorWidth.Bits128)
        {
            AssertInlined(Core(Nets[name]).GetNestedType($"Vector{(int)Hardware.PreferredWidth}Kernels", BindingFlags.NonPublic)!);
        }
    }

    [Theory]
    [MemberData(nameof(Names128))]
    public void No_call_is_left_in_a_kernel_of_128_bits(string name)
    {
        Type kernels = Core(Nets128[name]).GetNestedType("Vector128Kernels`1", BindingFlags.NonPublic)!;
        AssertInlined(kernels.MakeGenericType(typeof(TwoRoundings)));
        if (Hardware.Supports(VectorWidth.Bits128))
        {
            AssertInlined(kernels.MakeGenericType(typeof(OneRounding)));
        }
    }

    /// <summary>What has the kernels, loaded anew: what the JIT has compiled before, it does not compile again.</summary>
    private static Type Core(NetShape shape) => NetCompiler.NewTypeOf(shape).GetNestedType("CellGenCore", BindingFlags.NonPublic)!;

    private static void AssertInlined(Type kernels)
    {
        using var listener = new InliningListener();
        MethodInfo[] methods = kernels.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly);
        var calls = methods.SelectMany(listener.Compile)
            .Where(call => call.Class == kernels.ToString() && call.CalleeClass.StartsWith("CellGen.", StringComparison.Ordinal))
            .Distinct()
            .ToArray();

        // All were compiled here, and heard of.
        Assert.Empty(methods.Where(method => !method.IsSpecialName).Select(method => method.Name).Except(calls.Select(call => call.Method)));
        Assert.Empty(calls.Where(call => call.Reason is not null).Select(call => $"{call.Method} calls {call.CalleeClass}.{call.Callee}: {call.Reason}"));
    }

    private static IEnumerable<NetShape> Others() =>
    [
        new(CellKind.Gru, 10, 20, 2, Bidirectional: true, Head: new(3)),
        new(CellKind.Lstm, 10, 20, 2, Bidirectional: true, Head: new(3)),
        new(CellKind.Gru, 64, 128, 2),
        new(CellKind.Lstm, 5, 33, 2, Projection: 7, Peephole: true, CellClip: 3, Clip: 3),
        new(CellKind.Gru, 1, 32, Head: new(1)),
        new(CellKind.Lstm, 9, 44, Nonlinearity: Nonlinearity.Relu, Unroll: Unroll.StraightLine,
            GateNonlinearity: Nonlinearity.HardSigmoid, OutputNonlinearity: Nonlinearity.Relu),
        new(CellKind.Lstm, 9, 44, Nonlinearity: Nonlinearity.Gelu, Unroll: Unroll.StraightLine, OutputNonlinearity: Nonlinearity.Gelu),
    ];
}
