using CellGen.Generator.Tests.Host;

namespace CellGen.Generator.Tests;

/// <summary>
/// What users read. The README's net shows the public side; small cells, one of each kind, show kernels that fit on a few
/// pages, between them straight-line and looped code at every width.
/// </summary>
public class SnapshotTests
{
    [Fact]
    public void The_public_side_of_the_readme_net() =>
        Snapshot.Verify(GeneratorHost.Generate(GeneratorHost.Gesture)["Game.GestureNet.g.cs"], "GestureNet");

    [Theory]
    [InlineData("Gru, Input = 2, Hidden = 5", "Gru", "Vector512")]
    [InlineData("Gru, Input = 2, Hidden = 5", "Gru", "Vector256")]
    [InlineData("Lstm, Input = 1, Hidden = 4", "Lstm", "Vector128")]
    [InlineData("Rnn, Input = 1, Hidden = 100, Nonlinearity = Nonlinearity.Relu", "Rnn", "Vector256")]
    public void The_kernels_of_a_small_net(string arguments, string name, string width) =>
        Snapshot.Verify(GeneratorHost.Generate(Net(arguments, name))[$"{name}.{width}.g.cs"], $"{name}.{width}");

    [Fact]
    public void The_kernels_without_vectors() => Snapshot.Verify(
        GeneratorHost.Driver(widths: "Plain").RunGenerators(GeneratorHost.Compile(Net("Lstm, Input = 1, Hidden = 4", "Lstm"))).GetRunResult()
            .Results[0].GeneratedSources.Single(file => file.HintName == "Lstm.Plain.g.cs").SourceText.ToString(),
        "Lstm.Plain");

    [Theory]
    [InlineData("LastState")]
    [InlineData("MeanState")]
    public void The_public_side_of_a_net_with_a_head(string over) => Snapshot.Verify(
        GeneratorHost.Generate(Net("Lstm, Input = 3, Hidden = 8", "Classifier", $"[DenseHead(Output = 4, Over = HeadInput.{over})]"))["Classifier.g.cs"],
        "Classifier." + over);

    [Fact]
    public void The_public_side_of_a_net_of_several_layers() => Snapshot.Verify(
        GeneratorHost.Generate("""
            using CellGen;

            [Dense(Input = 42, Output = 24, Nonlinearity = Nonlinearity.Tanh, Name = "input_dense")]
            [RecurrentCell(Kind = CellKind.Gru, Hidden = 24, ResetAfter = false, Nonlinearity = Nonlinearity.Relu, Name = "vad_gru")]
            [DenseHead(Output = 1, Nonlinearity = Nonlinearity.Sigmoid, Name = "vad")]
            [Concatenate("input_dense", "vad_gru", "input")]
            [RecurrentCell(Kind = CellKind.Gru, Hidden = 48, ResetAfter = false, Nonlinearity = Nonlinearity.Relu, Name = "noise_gru")]
            [DenseHead(Output = 22, Nonlinearity = Nonlinearity.Sigmoid, Name = "gains")]
            public partial class Denoiser { }
            """)["Denoiser.g.cs"],
        "Denoiser");

    private static string Net(string arguments, string name, string head = "") => $$"""
        using CellGen;

        [RecurrentCell(Kind = CellKind.{{arguments}})]
        {{head}}
        public partial class {{name}} { }
        """;
}
