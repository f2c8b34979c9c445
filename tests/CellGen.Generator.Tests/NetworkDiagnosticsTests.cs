using CellGen.Generator.Tests.Host;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Tests;

/// <summary>Each mistake in a net of several layers is one error, at the place that holds it, and nothing else breaks.</summary>
public class NetworkDiagnosticsTests
{
    private const string Cell = "RecurrentCell(Kind = CellKind.IndRnn, Input = 3, Hidden = 1)";

    [Theory]
    [InlineData("CELL040", "DenseHead(Output = 1, Name = \"b\")", "[RecurrentCell(Input = 3, Hidden = 4)] [DenseHead(Output = 2, Name = \"a\")] partial class Net { } [DenseHead(Output = 1, Name = \"b\")] partial class Net { }")]
    [InlineData("CELL041", "Input = 5", "[Dense(Input = 3, Output = 4)] [RecurrentCell(Input = 5, Hidden = 4)] partial class Net { }")]
    [InlineData("CELL041", "Input = 3", "[RecurrentCell(Input = 3, Hidden = 4)] [Dense(Input = 3, Output = 4)] partial class Net { }")]
    [InlineData("CELL042", "\"cell\"", "[RecurrentCell(Input = 3, Hidden = 4)] [Concatenate(\"cell\", \"input\", \"rnn\")] partial class Net { }")]
    [InlineData("CELL042", "\"b\"", "[RecurrentCell(Input = 3, Hidden = 3, Name = \"a\")] [Add(\"a\", \"b\")] [Dense(Output = 3, Name = \"b\")] partial class Net { }")]
    [InlineData("CELL042", "\"self\"", "[RecurrentCell(Input = 3, Hidden = 3, Name = \"a\")] [Concatenate(\"a\", \"self\", Name = \"self\")] partial class Net { }")]
    [InlineData("CELL042", "\"A\"", "[RecurrentCell(Input = 3, Hidden = 3, Name = \"a\")] [Concatenate(\"A\", \"a\")] partial class Net { }")]
    [InlineData("CELL043", "RecurrentCell(Hidden = 4, Name = \"b\")", "[Dense(Input = 3, Output = 4, Name = \"a\")] [RecurrentCell(Hidden = 4, Name = \"b\")] [Concatenate(\"a\", \"input\")] [DenseHead(Output = 1)] partial class Net { }")]
    [InlineData("CELL042", "Concatenate(new[] { \"input\", \"b\" })", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"a\")] [Concatenate(new[] { \"input\", \"b\" })] partial class Net { }")]
    [InlineData("CELL043", "Dense(Output = 2)", "[RecurrentCell(Input = 3, Hidden = 4)] [DenseHead(Output = 1)] [Dense(Output = 2)] partial class Net { }")]
    [InlineData("CELL044", "\"a\"", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"a\")] [Add(\"input\", \"a\")] partial class Net { }")]
    [InlineData("CELL045", "Concatenate(\"a\")", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"a\")] [Concatenate(\"a\")] partial class Net { }")]
    [InlineData("CELL045", "Add", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"a\")] [Add] partial class Net { }")]
    [InlineData("CELL046", "\"last\"", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"a\")] [DenseHead(Output = 2, Over = HeadInput.LastState, Name = \"last\")] [Concatenate(\"a\", \"last\")] [DenseHead(Output = 1, Name = \"b\")] partial class Net { }")]
    [InlineData("CELL047", "Name = \"input\"", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"input\")] partial class Net { }")]
    [InlineData("CELL047", "Name = \"State\"", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"State\")] partial class Net { }")]
    [InlineData("CELL047", "Name = \"\"", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"\")] partial class Net { }")]
    [InlineData("CELL047", "Name = \"_\"", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"_\")] partial class Net { }")]
    [InlineData("CELL047", "Name = \"1st\"", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"1st\")] partial class Net { }")]
    [InlineData("CELL047", "Name = \"a.b\"", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"a.b\")] partial class Net { }")]
    [InlineData("CELL047", "Name = \"größe\"", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"größe\")] partial class Net { }")]
    [InlineData("CELL047", "Name = \"gain_step\"", "[RecurrentCell(Input = 3, Hidden = 4)] [DenseHead(Output = 2, Name = \"gain\")] [DenseHead(Output = 2, Name = \"gain_step\")] partial class Net { }")]
    [InlineData("CELL048", "Name = \"VadGru\"", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"vad_gru\")] [RecurrentCell(Hidden = 4, Name = \"VadGru\")] partial class Net { }")]
    [InlineData("CELL048", "Name = \"a\"", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"a\")] [RecurrentCell(Hidden = 4, Name = \"a\")] partial class Net { }")]
    [InlineData("CELL049", "DenseHead(Output = 2)", "[DenseHead(Output = 2)] [RecurrentCell(Input = 3, Hidden = 4, Name = \"a\")] partial class Net { }")]
    [InlineData("CELL049", "Concatenate(\"input\", \"input\")", "[Concatenate(\"input\", \"input\")] [RecurrentCell(Input = 3, Hidden = 4)] partial class Net { }")]
    [InlineData("CELL049", "Activation(Nonlinearity.Relu)", "[Activation(Nonlinearity.Relu)] [RecurrentCell(Input = 3, Hidden = 4, Name = \"a\")] partial class Net { }")]
    [InlineData("CELL007", "Activation((Nonlinearity)99)", "[RecurrentCell(Input = 3, Hidden = 4)] [Activation((Nonlinearity)99)] partial class Net { }")]
    [InlineData("CELL043", "Activation(Nonlinearity.Relu)", "[RecurrentCell(Input = 3, Hidden = 4)] [DenseHead(Output = 1)] [Activation(Nonlinearity.Relu)] partial class Net { }")]
    [InlineData("CELL047", "Name = \"state\"", "[RecurrentCell(Input = 3, Hidden = 4)] [Activation(Nonlinearity.Relu, Name = \"state\")] partial class Net { }")]
    [InlineData("CELL102", "Activation(Nonlinearity.Identity)", "[RecurrentCell(Input = 3, Hidden = 4)] [Activation(Nonlinearity.Identity)] partial class Net { }")]
    [InlineData("CELL050", "\"input\"", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"a\")] [Concatenate(\"a\", \"input\")] [TokenInput] partial class Net { }")]
    [InlineData("CELL050", "\"input\"", "[Embedding(Vocabulary = 5)] [RecurrentCell(Input = 4, Hidden = 4, Name = \"a\")] [Add(\"input\", \"a\")] partial class Net { }")]
    [InlineData("CELL051", "DenseHead(Output = 1, Over = HeadInput.LastState, Name = \"b\")", "[RecurrentCell(Input = 3, Hidden = 4, Bidirectional = true, Merge = DirectionMerge.Sum)] [DenseHead(Output = 2, Name = \"a\")] [DenseHead(Output = 1, Over = HeadInput.LastState, Name = \"b\")] partial class Net { }")]
    [InlineData("CELL004", "Dense(Input = 3)", "[Dense(Input = 3)] [RecurrentCell(Hidden = 4)] partial class Net { }")]
    [InlineData("CELL004", "Dense(Output = 3)", "[Dense(Output = 3)] [RecurrentCell(Hidden = 4)] partial class Net { }")]
    [InlineData("CELL005", "Output = 0", "[RecurrentCell(Input = 3, Hidden = 4)] [DenseHead(Output = 0, Name = \"a\")] partial class Net { }")]
    [InlineData("CELL006", "Output = 100_000", "[Dense(Input = 3, Output = 100_000)] [RecurrentCell(Hidden = 4)] partial class Net { }")]
    [InlineData("CELL007", "Nonlinearity = (Nonlinearity)99", "[Dense(Input = 3, Output = 4, Nonlinearity = (Nonlinearity)99)] [RecurrentCell(Hidden = 4)] partial class Net { }")]
    [InlineData("CELL007", "Over = (HeadInput)9", "[RecurrentCell(Input = 3, Hidden = 4)] [DenseHead(Output = 2, Name = \"a\", Over = (HeadInput)9)] partial class Net { }")]
    [InlineData("CELL008", "Net", "[Dense(Input = 3, Output = 4)] partial class Net { }")]
    [InlineData("CELL014", "Over = HeadInput.InputAndPreviousState", "[RecurrentCell(Input = 3, Hidden = 4)] [DenseHead(Output = 2, Name = \"a\", Over = HeadInput.InputAndPreviousState)] partial class Net { }")]
    [InlineData("CELL022", "VadSize", "[RecurrentCell(Input = 3, Hidden = 4)] [DenseHead(Output = 2, Name = \"vad\")] [DenseHead(Output = 2, Name = \"gains\")] partial class Net { int VadSize; }")]
    public void A_mistake_is_reported_where_it_is(string id, string place, string source)
    {
        source = "using CellGen;\n" + source;
        var diagnostic = Assert.Single(GeneratorHost.Analyze(source));
        Assert.Equal(id, diagnostic.Id);
        var span = diagnostic.Location.SourceSpan;
        Assert.Equal(place, source.Substring(span.Start, span.Length));
    }

    [Theory]
    [InlineData("Input is 5; 'dense', which this layer reads, has 4 values a step: leave Input out", "[Dense(Input = 3, Output = 4)] [RecurrentCell(Input = 5, Hidden = 4)] partial class Net { }")]
    [InlineData("There is no layer 'b' above; there are input, a", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"a\")] [Add(\"a\", \"b\")] partial class Net { }")]
    [InlineData("'a' has 4 values a step, the input has 3; what is added has one size", "[RecurrentCell(Input = 3, Hidden = 4, Name = \"a\")] [Add(\"input\", \"a\")] partial class Net { }")]
    [InlineData("Nothing reads the layer 'dense', and it is no output; let a [DenseHead] or a join read it, or take it away", "[RecurrentCell(Input = 3, Hidden = 4)] [DenseHead(Output = 1)] [Dense(Output = 2)] partial class Net { }")]
    public void A_message_says_what_was_found_and_what_was_expected(string message, string source) =>
        Assert.Equal(message, Assert.Single(GeneratorHost.Analyze("using CellGen; " + source)).GetMessage());

    [Theory]
    [InlineData("[" + Cell + "] [DenseHead(Output = 2, Name = \"class\")] [DenseHead(Output = 1, Name = \"event\")] partial class Net { }")]
    [InlineData("[Dense(Input = 3, Output = 2, Name = \"for\")] [RecurrentCell(Hidden = 1, Name = \"while\")] [Concatenate(\"for\", \"while\", Name = \"new\")] [DenseHead(Output = 2, Name = \"int\", LogSoftmax = true)] [DenseHead(Output = 2, Name = \"class\", Over = HeadInput.LastState)] partial class Net { }")]
    [InlineData("[" + Cell + "] [DenseHead(Output = 2, Name = \"first\")] [DenseHead(Output = 1, Name = \"count\")] [DenseHead(Output = 1, Name = \"step\", Over = HeadInput.LastState)] [DenseHead(Output = 1, Name = \"length\")] [DenseHead(Output = 1, Name = \"output\")] [DenseHead(Output = 1, Name = \"value\")] partial class Net { }")]
    [InlineData("[RecurrentCell(Kind = CellKind.IndRnn, Input = 3, Hidden = 1, Name = \"span\")] [RecurrentCell(Kind = CellKind.Lstm, Hidden = 1, Name = \"layer_state\")] [RecurrentCell(Kind = CellKind.IndRnn, Hidden = 1, Name = \"unsafe\")] [RecurrentCell(Kind = CellKind.IndRnn, Hidden = 1, Name = \"memory_marshal\")] [Network(Agents = false)] [Dense(Output = 2, Name = \"batch_rows\")] [DenseHead(Output = 2, Name = \"joins\")] [DenseHead(Output = 1, Name = \"arguments\")] partial class Net { }")]
    [InlineData("[" + Cell + "] [Network(Agents = false)] [Dense(Output = 3, Name = \"a\")] [Dense(Output = 3, Name = \"aRows\")] [Dense(Output = 3, Name = \"aGradient\")] [Dense(Output = 3, Name = \"a_state\")] [Dense(Output = 3, Name = \"aRowsGradient\")] [Add(\"a\", \"aRows\", \"aGradient\", \"aRowsGradient\", Name = \"A1\")] [DenseHead(Output = 1, Name = \"b\")] [DenseHead(Output = 1, Name = \"bGradient\")] partial class Net { }")]
    [InlineData("using CellGen.Simd; [" + Cell + "] [Activation(Nonlinearity.Relu)] [Activation(Nonlinearity.Gelu, Name = \"activation\")] partial class Net { }")]
    [InlineData("[" + Cell + "] [Activation(Nonlinearity.Tanh)] [Activation(Nonlinearity.Relu, Name = \"kernels\")] [Network(Training = false)] [DenseHead(Output = 2)] partial class Net { }")]
    [InlineData("[" + Cell + "] [Network(Training = false)] [DenseHead(Output = 2, Name = \"a\")] [DenseHead(Output = 1, Name = \"b\")] partial class Net { }")]
    [InlineData("[RecurrentCell(Kind = CellKind.IndRnn, Input = 3, Hidden = 1, Bidirectional = true)] [DenseHead(Output = 2, Name = \"a\")] [DenseHead(Output = 1, Name = \"b\", Over = HeadInput.MeanState)] partial class Net { }")]
    [InlineData("namespace @event { partial class Outer { [Dense(Input = 3, Output = 4, Name = \"net\")] [" + "RecurrentCell(Hidden = 2, Name = \"outer\")] [Embedding(Vocabulary = 4, OutOfVocabulary = true, Frozen = true)] public partial class Net { } } }")]
    public async Task A_right_net_compiles_without_a_warning(string source) =>
        Assert.Empty(await GeneratorHost.Check(GeneratorHost.Compile("using CellGen; " + source)));

    [Theory]
    [InlineData("[Dense(] partial class Net { }")]
    [InlineData("[Dense(Input = , Output = 2)] [RecurrentCell(Hidden = 2)] partial class Net { }")]
    [InlineData("[Dense(Input = 2, Output = \"two\", Name = 3)] [RecurrentCell(Hidden = 2, Name = null)] partial class Net { }")]
    [InlineData("[RecurrentCell(Input = 1, Hidden = 2)] [Activation] [Activation()] [Activation(\"relu\")] [Activation(Nonlinearity.)] partial class Net { }")]
    [InlineData("[Dense] [RecurrentCell] [DenseHead] [Concatenate] [Add] partial class Net { }")]
    [InlineData("[RecurrentCell(Input = 1, Hidden = 2)] [Concatenate(null)] partial class Net { }")]
    [InlineData("[RecurrentCell(Input = 1, Hidden = 2)] [Concatenate(null, null)] [Add(\"\")] [Add(new string[] { })] partial class Net { }")]
    [InlineData("[RecurrentCell(Input = 1, Hidden = 2)] [Concatenate(\"a\" + 3, nameof(Net), 4)] partial class Net { }")]
    [InlineData("[Concatenate(\"input\")] [Add(\"input\", \"concatenate\")] [RecurrentCell(Hidden = 2)] partial class Net { }")]
    [InlineData("[DenseHead(Output = 1)] [DenseHead(Output = 1)] [RecurrentCell(Hidden = 2)] partial class Net { }")]
    [InlineData("[RecurrentCell(Name = \"rnn\")] [RecurrentCell(Name = \"rnn\")] [Dense(Name = \"rnn\", Nonlinearity = )] partial class Net { }")]
    [InlineData("[RecurrentCell(Input = 1, Hidden = 2)] [DenseHead(Name = \"\")] [DenseHead(Name = \"\"] partial class { }")]
    [InlineData("[RecurrentCell(Input = 1, Hidden = 2, Equations = \"x\")] [RecurrentCell(Equations = \"\", Hidden = 2)] [Dense(Output = 1)] partial class Net { }")]
    [InlineData("[RecurrentCell(Input = -1, Hidden = -2)] [Dense(Output = -1)] [DenseHead(Output = -1, Over = HeadInput.MeanState)] [Embedding(Vocabulary = -1)] [TokenInput] partial class Net { }")]
    [InlineData("[RecurrentCell(Input = 1, Hidden = 2)] [DenseHead(Output = 2, Name = \"a\")] partial class Net { } [RecurrentCell(Hidden = 2)] partial class Net { }")]
    public void Half_typed_code_never_makes_the_generator_or_the_analyzer_throw(string source)
    {
        source = "using CellGen;\n" + source;
        GeneratorHost.Generate(source);
        Assert.DoesNotContain(GeneratorHost.Analyze(source), diagnostic => diagnostic.Id is "CELL020" or "AD0001");
    }

    /// <summary>Whatever is wrong in the arguments is not wrong in the text.</summary>
    [Theory]
    [InlineData("[Dense(Input = 3, Output = 0)] [RecurrentCell(Input = 9, Hidden = 4, Name = \"input\")] [Concatenate(\"nobody\", \"dense\")] [DenseHead(Output = 1, Over = HeadInput.InputAndPreviousState, Name = \"a\")] partial class Net { }")]
    [InlineData("[RecurrentCell(Kind = CellKind.IndRnn, Input = 3, Hidden = 1, Bidirectional = true, Merge = DirectionMerge.Sum)] [DenseHead(Output = 2, Name = \"a\")] [DenseHead(Output = 1, Over = HeadInput.LastState, Name = \"a\")] [Dense(Output = 3)] partial class Net { }")]
    [InlineData("[RecurrentCell(Input = 3, Hidden = 4, Name = \"a\")] [Concatenate(\"a\", \"input\")] [Dense(Output = 2)] [TokenInput] partial class Net { }")]
    [InlineData("[RecurrentCell(Input = 3, Hidden = 4)] [DenseHead(Output = 2, Name = \"gain\")] [DenseHead(Output = 2, Name = \"gain_step\")] partial class Net { }")]
    public async Task One_mistake_is_no_error_in_a_generated_file(string source)
    {
        var diagnostics = await GeneratorHost.Check(GeneratorHost.Compile("using CellGen; " + source));
        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, diagnostic => Assert.StartsWith("CELL", diagnostic.Id));
    }

    [Fact]
    public void Layers_have_files_of_their_own_names()
    {
        const string Two = "using CellGen; [Dense(Input = 3, Output = 2)] [RecurrentCell(Hidden = 4, Name = \"vad_gru\")] [DenseHead(Output = 1, Nonlinearity = Nonlinearity.Sigmoid)] partial class Net { } "
            + "[RecurrentCell(Input = 1, Hidden = 1)] partial class Net_Dense { } [RecurrentCell(Input = 1, Hidden = 1)] partial class NetDense { }";
        var names = GeneratorHost.Generate(Two).Keys;
        Assert.Equal(["Net-Dense.g.cs", "Net-Head.g.cs", "Net-VadGru.g.cs", "Net.g.cs"], names.Where(name => name.StartsWith("Net") && !name.StartsWith("NetDense") && !name.StartsWith("Net_") && name.Count(letter => letter == '.') == 2).Order());
        Assert.Contains("Net-VadGru.Vector512.g.cs", names);
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
