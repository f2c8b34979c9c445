using CellGen.Generator.Diagnostics;
using CellGen.Generator.Tests.Host;
using CellGen.NumericTests.Host;
using CellGen.TestOrder;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CellGen.Generator.Tests;

/// <summary>The property CellGenVectorWidths: which widths a build generates.</summary>
[TakesLong]
public class VectorWidthsTests
{
    private const string Net = "using CellGen; [RecurrentCell(Kind = CellKind.Gru, Input = 2, Hidden = 3)] public partial class Net { }";

    /// <summary>A small chain, a net of layers with a function between, agents, and a pair.</summary>
    private const string Nets = """
        using CellGen;
        [RecurrentCell(Kind = CellKind.Gru, Input = 2, Hidden = 3)] public partial class Net { }
        [RecurrentCell(Kind = CellKind.Lstm, Input = 5, Hidden = 70, Layers = 2)] [DenseHead(Output = 2)] public partial class Wide { }
        [Dense(Input = 3, Output = 4)] [Activation(Nonlinearity.Relu)] [RecurrentCell(Kind = CellKind.Gru, Hidden = 24)] [DenseHead(Output = 2)] public partial class Layers { }
        [TokenInput] [RecurrentCell(Kind = CellKind.Gru, Input = 7, Hidden = 8)] public partial class From { }
        [TokenInput] [RecurrentCell(Kind = CellKind.Gru, Input = 9, Hidden = 8)] [DenseHead(Output = 9)] public partial class To { }
        [EncoderDecoder(typeof(From), typeof(To), MaxSource = 8, StartToken = 1, EndToken = 2)] public partial class Pair { }
        """;

    [Theory]
    [InlineData("512", "Vector512")]
    [InlineData("256", "Vector256")]
    [InlineData("128", "Vector128")]
    [InlineData("Plain", "Plain")]
    [InlineData("512,128", "Vector512", "Vector128")]
    [InlineData(" plain, 256 ", "Vector256", "Plain")]
    [InlineData(" ", "Vector512", "Vector256", "Vector128")]
    [InlineData("128,512,Plain,256", "Vector512", "Vector256", "Vector128", "Plain")]
    public void Only_what_a_build_wants_is_generated(string widths, params string[] expected)
    {
        var files = GeneratorHost.Driver(widths: widths).RunGenerators(GeneratorHost.Compile(Net)).GetRunResult().Results[0].GeneratedSources;
        Assert.Equal([.. expected.Select(width => $"Net.{width}.g.cs"), "Net.g.cs"], files.Select(file => file.HintName).OrderBy(name => name == "Net.g.cs"));
        Assert.Empty(GeneratorHost.CompileGenerated(widths, GeneratorHost.Newest, Nets));
    }

    [Fact]
    public async Task What_is_no_width_is_an_error_and_the_usual_ones_are_generated()
    {
        const string wrong = "256,384";
        var compilation = GeneratorHost.Compile(Net);
        var found = Assert.Single(await compilation
            .WithAnalyzers([new CellAnalyzer()], new AnalyzerOptions([], new BuildOptions(wrong)))
            .GetAnalyzerDiagnosticsAsync());
        Assert.Equal("CELL024", found.Id);
        Assert.Equal("CellGenVectorWidths is '256,384'; expected some of 512, 256, 128 and Plain, with commas between them", found.GetMessage());
        Assert.Equal(4, GeneratorHost.Driver(widths: wrong).RunGenerators(compilation).GetRunResult().Results[0].GeneratedSources.Length);
    }

    [Fact]
    public void A_new_net_has_the_widest_of_them_and_another_is_refused()
    {
        string message = (string)GeneratorHost.RunAt("256,Plain", Net, """
            using System; using CellGen.Simd;
            public static class Check
            {
                public static object Run()
                {
                    var net = new Net();
                    VectorWidth expected = Hardware.Supports(VectorWidth.Bits256) ? VectorWidth.Bits256 : VectorWidth.Plain;
                    if (net.VectorWidth != expected) { return $"{net.VectorWidth}"; }
                    net.VectorWidth = VectorWidth.Plain;
                    try { net.VectorWidth = VectorWidth.Bits128; return "no error"; }
                    catch (PlatformNotSupportedException error) { return error.Message; }
                }
            }
            """)!;
        Assert.Equal("CellGenVectorWidths is 256, Plain; expected Bits128 among them.", message);
    }

    [Fact]
    public void A_property_that_changes_is_seen()
    {
        var compilation = GeneratorHost.Compile(Net);
        var driver = GeneratorHost.Driver(widths: "256").RunGenerators(compilation);
        driver = driver.WithUpdatedAnalyzerConfigOptions(new BuildOptions("512")).RunGenerators(compilation);
        Assert.Contains(driver.GetRunResult().Results[0].GeneratedSources, file => file.HintName == "Net.Vector512.g.cs");
    }
}
