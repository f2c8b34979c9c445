using CellGen.NumericTests.Host;
using CellGen.Simd;
using CellGen.TestOrder;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>Every vector width with fused multiply-add gives the same bits, forward and backward; without it, and without vectors, nearly the same.</summary>
[TakesLong]
public class WidthTests
{
    private static readonly NetShape[] All =
        [.. Shapes.Representative(), new(CellKind.Gru, 5, 257), new(CellKind.Lstm, 130, 100, 2), .. Shapes.Random(12).Where(shape => !shape.OneWidth)];

    private static readonly ShapeSet Nets = new(All);
    private static readonly ShapeSet WithoutVectors = new(Sweeps.Of(All).Select(shape => shape with { NoVectors = true }));

    public static TheoryData<string> Names => Nets.Names;

    public static TheoryData<string> NamesWithoutVectors => WithoutVectors.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_width_gives_the_same_bits(string name)
    {
        NetShape shape = Nets[name];
        foreach (int steps in new[] { 1, 2, 3, 4, 7, 13 })
        {
            var problem = new Problem(shape, steps, "widths");
            Dictionary<string, float[]> expected = NetResults.Full(problem, VectorWidths.Exact[0]);
            foreach (VectorWidth width in VectorWidths.Exact.Skip(1))
            {
                BitEquality.Same(expected, NetResults.Full(problem, width), $"{VectorWidths.Exact[0]} and {width}, {steps} steps");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_fused_multiply_add_it_is_close(string name)
    {
        var problem = new Problem(Nets[name], 7, "widths");
        AssertClose(NetResults.Full(problem), NetResults.Full(problem, VectorWidth.Plain));
    }

    [Theory]
    [MemberData(nameof(NamesWithoutVectors))]
    public void Without_vectors_it_is_close(string name)
    {
        NetShape shape = WithoutVectors[name];
        Assert.Equal(VectorWidth.Plain, NetCompiler.Create(shape).VectorWidth);
        NetShape vectors = Nets[(shape with { NoVectors = false }).Name];
        AssertClose(NetResults.Full(new Problem(vectors, 7, "widths")), NetResults.Full(new Problem(shape, 7, "widths")));
    }

    [Fact]
    public void The_setter_takes_what_the_machine_has_and_refuses_the_rest()
    {
        INet net = NetCompiler.Create(new(CellKind.Gru, 10, 20, 2, Bidirectional: true));
        Assert.Equal(Hardware.PreferredWidth, net.VectorWidth);
        foreach (VectorWidth width in VectorWidths.Exact.Append(VectorWidth.Plain))
        {
            net.VectorWidth = width;
            Assert.Equal(width, net.VectorWidth);
        }

        foreach (VectorWidth width in VectorWidths.Unsupported)
        {
            var thrown = Assert.Throws<PlatformNotSupportedException>(() => net.VectorWidth = width);
            Assert.Contains(width.ToString(), thrown.Message);
            Assert.Equal(VectorWidth.Plain, net.VectorWidth);
        }

        Assert.ThrowsAny<Exception>(() => net.VectorWidth = (VectorWidth)7);
    }

    [Fact]
    public void Tests_see_at_least_one_exact_width() => Assert.NotEmpty(VectorWidths.Exact);

    private static void AssertClose(Dictionary<string, float[]> expected, Dictionary<string, float[]> actual)
    {
        foreach ((string result, float[] values) in expected)
        {
            double distance = Closeness.Distance(Array.ConvertAll(values, value => (double)value), actual[result]);
            Closeness.Within(2 * Tolerances.Of(result), distance, result);
        }
    }
}
