using CellGen.Generator.Tests.Host;

namespace CellGen.Generator.Tests;

/// <summary>Each mistake is one error, at the place that holds it, and nothing else breaks.</summary>
public class DiagnosticsTests
{
    [Theory]
    [InlineData("CELL001", "Net", "[RecurrentCell(Input = 1, Hidden = 2)] class Net { }")]
    [InlineData("CELL001", "Outer", "class Outer { [RecurrentCell(Input = 1, Hidden = 2)] partial class Net { } }")]
    [InlineData("CELL002", "Net", "[RecurrentCell(Input = 1, Hidden = 2)] partial class Net<T> { }")]
    [InlineData("CELL003", "Net", "[RecurrentCell(Input = 1, Hidden = 2)] static partial class Net { }")]
    [InlineData("CELL004", "RecurrentCell(Hidden = 2)", "[RecurrentCell(Hidden = 2)] partial class Net { }")]
    [InlineData("CELL004", "DenseHead", "[RecurrentCell(Input = 1, Hidden = 2)] [DenseHead] partial class Net { }")]
    [InlineData("CELL005", "Input = 0", "[RecurrentCell(Input = 0, Hidden = 2)] partial class Net { }")]
    [InlineData("CELL005", "Hidden = -3", "[RecurrentCell(Input = 1, Hidden = -3)] partial class Net { }")]
    [InlineData("CELL005", "Layers = 0", "[RecurrentCell(Input = 1, Hidden = 2, Layers = 0)] partial class Net { }")]
    [InlineData("CELL006", "Hidden = 100_000", "[RecurrentCell(Input = 1, Hidden = 100_000)] partial class Net { }")]
    [InlineData("CELL007", "Kind = (CellKind)77", "[RecurrentCell(Kind = (CellKind)77, Input = 1, Hidden = 2)] partial class Net { }")]
    [InlineData("CELL008", "Net", "[DenseHead(Output = 2)] partial class Net { }")]
    [InlineData("CELL008", "Net", "[Network(Training = false)] partial class Net { }")]
    [InlineData("CELL007", "GateNonlinearity = (Nonlinearity)99", "[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 2, GateNonlinearity = (Nonlinearity)99)] partial class Net { }")]
    [InlineData("CELL007", "OutputNonlinearity = (Nonlinearity)99", "[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 2, OutputNonlinearity = (Nonlinearity)99)] partial class Net { }")]
    [InlineData("CELL009", "Nonlinearity = Nonlinearity.Relu", "[RecurrentCell(Kind = CellKind.MinGru, Input = 1, Hidden = 2, Nonlinearity = Nonlinearity.Relu)] partial class Net { }")]
    [InlineData("CELL009", "GateNonlinearity = Nonlinearity.HardSigmoid", "[RecurrentCell(Kind = CellKind.MinLstm, Input = 1, Hidden = 2, GateNonlinearity = Nonlinearity.HardSigmoid)] partial class Net { }")]
    [InlineData("CELL009", "GateNonlinearity = Nonlinearity.Sigmoid", "[RecurrentCell(Input = 1, Hidden = 2, GateNonlinearity = Nonlinearity.Sigmoid)] partial class Net { }")]
    [InlineData("CELL009", "OutputNonlinearity = Nonlinearity.Relu", "[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 2, OutputNonlinearity = Nonlinearity.Relu)] partial class Net { }")]
    [InlineData("CELL010", "RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 8192)", "[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 8192)] partial class Net { }")]
    [InlineData("CELL009", "Projection = 1", "[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 2, Projection = 1)] partial class Net { }")]
    [InlineData("CELL009", "ResetAfter = false", "[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 2, ResetAfter = false)] partial class Net { }")]
    [InlineData("CELL009", "Peephole = true", "[RecurrentCell(Input = 1, Hidden = 2, Peephole = true)] partial class Net { }")]
    [InlineData("CELL009", "RecurrentDropout = 0.5", "[RecurrentCell(Kind = CellKind.MinGru, Input = 1, Hidden = 2, RecurrentDropout = 0.5)] partial class Net { }")]
    [InlineData("CELL011", "Dropout = 1.5", "[RecurrentCell(Input = 1, Hidden = 2, Layers = 2, Dropout = 1.5)] partial class Net { }")]
    [InlineData("CELL011", "Clip = -1", "[RecurrentCell(Input = 1, Hidden = 2, Clip = -1)] partial class Net { }")]
    [InlineData("CELL011", "PaddingIndex = 5", "[RecurrentCell(Input = 1, Hidden = 2)] [Embedding(Vocabulary = 5, PaddingIndex = 5)] partial class Net { }")]
    [InlineData("CELL011", "PaddingIndex = 5", "[RecurrentCell(Input = 1, Hidden = 2)] [Embedding(Vocabulary = 5, PaddingIndex = 5, OutOfVocabulary = true)] partial class Net { }")]
    [InlineData("CELL011", "PaddingIndex = -2", "[RecurrentCell(Input = 1, Hidden = 2)] [Embedding(PaddingIndex = -2, Vocabulary = 5)] partial class Net { }")]
    [InlineData("CELL005", "Vocabulary = 0", "[RecurrentCell(Input = 1, Hidden = 2)] [Embedding(Vocabulary = 0, PaddingIndex = 3)] partial class Net { }")]
    [InlineData("CELL004", "Embedding(PaddingIndex = 3)", "[RecurrentCell(Input = 1, Hidden = 2)] [Embedding(PaddingIndex = 3)] partial class Net { }")]
    [InlineData("CELL012", "Projection = 2", "[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 2, Projection = 2)] partial class Net { }")]
    [InlineData("CELL013", "Layers = 2", "[RecurrentCell(Kind = CellKind.Concatenating, Input = 1, Hidden = 2, Layers = 2)] partial class Net { }")]
    [InlineData("CELL014", "Over = HeadInput.InputAndPreviousState", "[RecurrentCell(Input = 1, Hidden = 2, Bidirectional = true)] [DenseHead(Output = 1, Over = HeadInput.InputAndPreviousState)] partial class Net { }")]
    [InlineData("CELL015", "TokenInput", "[RecurrentCell(Input = 1, Hidden = 2)] [TokenInput] [Embedding(Vocabulary = 3)] partial class Net { }")]
    [InlineData("CELL101", "Dropout = 0.5", "[RecurrentCell(Input = 1, Hidden = 2, Dropout = 0.5)] partial class Net { }")]
    [InlineData("CELL102", "Merge = DirectionMerge.Sum", "[RecurrentCell(Input = 1, Hidden = 2, Merge = DirectionMerge.Sum)] partial class Net { }")]
    [InlineData("CELL103", "Unroll = Unroll.StraightLine", "[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 300, Unroll = Unroll.StraightLine)] partial class Net { }")]
    public void A_mistake_is_reported_where_it_is(string id, string place, string source)
    {
        source = "using CellGen;\n" + source;
        var diagnostic = Assert.Single(GeneratorHost.Analyze(source));
        Assert.Equal(id, diagnostic.Id);
        var span = diagnostic.Location.SourceSpan;
        Assert.Equal(place, source.Substring(span.Start, span.Length));
    }

    [Fact]
    public void The_message_states_what_was_found_and_what_was_expected() => Assert.Equal(
        "Hidden is -3; expected at least 1",
        Assert.Single(GeneratorHost.Analyze("using CellGen; [RecurrentCell(Input = 1, Hidden = -3)] partial class Net { }")).GetMessage());

    [Fact]
    public void The_message_states_which_tokens_there_are() => Assert.Equal(
        "PaddingIndex is 7; expected a number from 0 to 6, or -1 for none",
        Assert.Single(GeneratorHost.Analyze("using CellGen; [RecurrentCell(Input = 1, Hidden = 2)] [Embedding(Vocabulary = 7, PaddingIndex = 7)] partial class Net { }")).GetMessage());

    [Fact]
    public void Every_token_may_be_the_padding_and_none() => Assert.All(
        new[] { -1, 0, 6 },
        padding => Assert.Empty(GeneratorHost.Analyze(
            $"using CellGen; [RecurrentCell(Input = 1, Hidden = 2)] [Embedding(Vocabulary = 7, PaddingIndex = {padding}, Frozen = true)] partial class Net {{ }}")));

    [Theory]
    [InlineData(16, null)]
    [InlineData(48, "Vector128")]
    [InlineData(64, "Vector256, Vector128")]
    [InlineData(96, "Vector512, Vector256, Vector128")]
    public void The_advice_names_the_widths_at_which_a_net_is_too_large_to_be_written_out(int hidden, string? widths)
    {
        var diagnostics = GeneratorHost.Analyze(
            $"using CellGen; [RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = {hidden}, Unroll = Unroll.StraightLine)] partial class Net {{ }}");
        Assert.Equal(
            widths is null ? [] : [$"The products of a step are too large to be written out at {widths}; the code there is that of Unroll.Automatic"],
            diagnostics.Select(diagnostic => diagnostic.GetMessage()));
    }

    [Fact]
    public void A_right_declaration_has_none() => Assert.Empty(GeneratorHost.Analyze(GeneratorHost.Gesture));

    [Fact]
    public void A_wrong_size_still_gives_the_members_so_that_one_mistake_is_one_error()
    {
        var files = GeneratorHost.Generate("using CellGen; [RecurrentCell(Input = 1, Hidden = -3)] partial class Net { }");
        Assert.Contains("public void Forward(", files["Net.g.cs"]);
    }

    [Theory]
    [InlineData("[RecurrentCell(Input = , Hidden = 2)] partial class Net { }")]
    [InlineData("[RecurrentCell(Input = \"three\", Hidden = 2)] partial class Net { }")]
    [InlineData("[RecurrentCell(Nonsense = 1)] partial class Net { }")]
    [InlineData("[RecurrentCell] partial class { }")]
    [InlineData("[RecurrentCell(Input = 1, Hidden = 2)] [RecurrentCell(Input = 3)] partial class Net { }")]
    public void Half_typed_code_never_makes_the_generator_throw(string source) =>
        GeneratorHost.Generate("using CellGen;\n" + source);
}
