using System.Reflection;
using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// What a kernel calls in its loops vanishes: a call that the JIT does not inline (it gives up on a method's next ones when it has
/// inlined so many, or has too many locals) would push all sums out of registers.
/// </summary>
public class InliningTests
{
    /// <summary>The largest nets that are written out, those with most kernels, and each kind of kernel.</summary>
    private static readonly ShapeSet Nets = new(
    [
        .. JitBudgetTests.WrittenOut(),
        .. Others().Select(shape => shape with { OneWidth = true }),
    ]);

    public static TheoryData<string> Names => Nets.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void No_call_is_left_in_a_kernel(string name)
    {
        Type net = NetCompiler.TypeOf(Nets[name]);
        string width = Hardware.PreferredWidth == VectorWidth.Plain ? "Plain" : $"Vector{(int)Hardware.PreferredWidth}";
        Type kernels = net.GetNestedType("CellGenCore", BindingFlags.NonPublic)!.GetNestedType(width + "Kernels", BindingFlags.NonPublic)!;
        using var listener = new InliningListener();
        var failures = listener.Compile(kernels.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(failure => failure.Class == kernels.FullName && failure.CalleeClass.StartsWith("CellGen.", StringComparison.Ordinal));
        Assert.Empty(failures.Select(failure => $"{failure.Method} calls {failure.CalleeClass}.{failure.Callee}: {failure.Reason}").Distinct());
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
