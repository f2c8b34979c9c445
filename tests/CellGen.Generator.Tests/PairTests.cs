using CellGen.Generator.Model;
using CellGen.Generator.Parsing;
using CellGen.Generator.Tests.Host;
using CellGen.TestOrder;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.Generator.Tests;

/// <summary>Nets that join two: their text, their members, each mistake at its place, and what an edit makes again.</summary>
[TakesLong]
public class PairTests
{
    private const string From = "[Embedding(Vocabulary = 9)] [RecurrentCell(Kind = CellKind.Gru, Input = 4, Hidden = 5, Bidirectional = true)] public partial class From { }";
    private const string To = "[Embedding(Vocabulary = 8)] [RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 6)] [DenseHead(Output = 8)] public partial class To { }";
    private const string Values = "[RecurrentCell(Input = 3, Hidden = 5)] public partial class Values { } [RecurrentCell(Input = 3, Hidden = 5)] [DenseHead(Output = 3)] public partial class Next { }";
    private const string Pair = "[EncoderDecoder(typeof(From), typeof(To), Attention = AttentionKind.Additive, MaxSource = 12, StartToken = 1, EndToken = 0)] public partial class Translator { }";

    private static readonly string Source = $"using CellGen;\n{From}\n{To}\n{Pair}";

    [Fact]
    public void The_public_side_of_a_net_with_attention() => Snapshot.Verify(GeneratorHost.Generate(Source)["Translator.g.cs"], "Translator");

    [Theory]
    [InlineData(Pair)]
    [InlineData("[EncoderDecoder(typeof(From), typeof(To), Attention = AttentionKind.General, MaxSource = 12)] public partial class Translator { }")]
    [InlineData("[EncoderDecoder(typeof(From), typeof(To), MaxSource = 12, ContextAsInput = true)] public partial class Translator { }")]
    [InlineData("[EncoderDecoder(typeof(Values), typeof(Next), Attention = AttentionKind.Dot, MaxSource = 12)] public partial class Translator { }")]
    [InlineData("[EncoderDecoder(typeof(Values), typeof(To), MaxSource = 12)] public partial class Translator { }")]
    [InlineData("[EncoderDecoder(typeof(Values), typeof(Next), MaxSource = 12, FeedBack = true)] public partial class Translator { }")]
    [InlineData("[EncoderDecoder(typeof(To), Context = 5)] public partial class Translator { }")]
    [InlineData("[EncoderDecoder(decoder: typeof(Next), Context = 5, FeedBack = true)] public partial class Translator { }")]
    public void The_list_of_members_is_what_is_emitted(string pair)
    {
        var driver = GeneratorHost.Driver().RunGeneratorsAndUpdateCompilation(GeneratorHost.Compile($"using CellGen; {From} {To} {Values} {pair}"), out var output, out _);
        var spec = SpecOf(driver.GetRunResult());
        var members = output.GetTypeByMetadataName("Translator")!.GetMembers()
            .Where(member => member is { IsImplicitlyDeclared: false } and not IMethodSymbol { ExplicitInterfaceImplementations.Length: > 0 })
            .ToLookup(member => member.DeclaredAccessibility == Accessibility.Public, MemberSignature.Of);
        Assert.Equal(EmittedMembers.Public(spec).Append(".ctor()").Order(), members[true].Order());
        Assert.Equal(EmittedMembers.Private.Order(), members[false].Order());
    }

    [Theory]
    [InlineData("CELL060", "'Plain' cannot be the encoder of 'Net': it is no net", "EncoderDecoder(typeof(Plain), typeof(To), MaxSource = 3)", "")]
    [InlineData("CELL060", "'To' cannot be the encoder of 'Net': expected a [RecurrentCell], with other layers before it where wanted, and no [DenseHead]", "EncoderDecoder(typeof(To), typeof(To), MaxSource = 3)", "")]
    [InlineData("CELL060", "'From' cannot be the decoder of 'Net': expected one [RecurrentCell] and one [DenseHead]", "EncoderDecoder(typeof(From), typeof(From), MaxSource = 3)", "")]
    [InlineData("CELL060", "'Other' cannot be the decoder of 'Net': it is bidirectional", "EncoderDecoder(typeof(From), typeof(Other), MaxSource = 3)", "[RecurrentCell(Input = 3, Hidden = 5, Bidirectional = true)] [DenseHead(Output = 3)] public partial class Other { }")]
    [InlineData("CELL060", "expected an [Embedding]", "EncoderDecoder(typeof(From), typeof(Other), MaxSource = 3)", "[TokenInput] [RecurrentCell(Input = 3, Hidden = 5)] [DenseHead(Output = 3)] public partial class Other { }")]
    [InlineData("CELL060", "with SharedEmbedding both nets have an [Embedding] of one vocabulary and size, trained or frozen", "EncoderDecoder(typeof(Other), typeof(To), MaxSource = 3, SharedEmbedding = true)", "[Embedding(Vocabulary = 8, Frozen = true)] [RecurrentCell(Input = 3, Hidden = 5)] public partial class Other { }")]
    [InlineData("CELL060", "'Other' cannot be the encoder of 'Net': expected a [RecurrentCell], with other layers before it", "EncoderDecoder(typeof(Other), typeof(To), MaxSource = 3)", "[RecurrentCell(Input = 3, Hidden = 5)] [Dense(Output = 4)] public partial class Other { }")]
    [InlineData("CELL060", "an encoder begins with a state of zero", "EncoderDecoder(typeof(Other), typeof(To), MaxSource = 3)", "[Dense(Input = 3, Output = 4)] [RecurrentCell(Hidden = 5, InitialState = InitialState.Trained)] public partial class Other { }")]
    [InlineData("CELL060", "'Other' cannot be the decoder of 'Net': expected one [RecurrentCell] and one [DenseHead] over every step", "EncoderDecoder(typeof(From), typeof(Other), MaxSource = 3)", "[RecurrentCell(Input = 3, Hidden = 5, Name = \"a\")] [RecurrentCell(Hidden = 5, Name = \"b\")] [DenseHead(Output = 3)] public partial class Other { }")]
    [InlineData("CELL060", "'Other' cannot be the decoder of 'Net': expected one [RecurrentCell] and one [DenseHead] over every step, without LogSoftmax", "EncoderDecoder(typeof(From), typeof(Other), MaxSource = 3)", "[RecurrentCell(Input = 3, Hidden = 5)] [DenseHead(Output = 3, LogSoftmax = true)] public partial class Other { }")]
    [InlineData("CELL060", "its InitialState is trained", "EncoderDecoder(typeof(From), typeof(Other), MaxSource = 3)", "[RecurrentCell(Input = 3, Hidden = 5, InitialState = InitialState.Trained)] [DenseHead(Output = 3)] public partial class Other { }")]
    [InlineData("CELL060", "dot attention compares its state of 6 values with the encoder's 10", "EncoderDecoder(typeof(From), typeof(To), MaxSource = 3, Attention = AttentionKind.Dot)", "")]
    [InlineData("CELL060", "with SharedEmbedding both nets have an [Embedding] of one vocabulary and size", "EncoderDecoder(typeof(From), typeof(To), MaxSource = 3, SharedEmbedding = true)", "")]
    [InlineData("CELL060", "it could not read what it writes", "EncoderDecoder(typeof(From), typeof(Other), MaxSource = 3)", "[Embedding(Vocabulary = 3)] [RecurrentCell(Input = 3, Hidden = 5)] [DenseHead(Output = 4)] public partial class Other { }")]
    [InlineData("CELL061", "'Net' has an [EncoderDecoder]", "RecurrentCell(Input = 3, Hidden = 5)", "", "[EncoderDecoder(typeof(From), typeof(To), MaxSource = 3)] ")]
    [InlineData("CELL004", "MaxSource", "EncoderDecoder(typeof(From), typeof(To))", "")]
    [InlineData("CELL005", "MaxSource", "MaxSource = 0", "", "", "EncoderDecoder(typeof(From), typeof(To), MaxSource = 0)")]
    [InlineData("CELL007", "Attention", "Attention = (AttentionKind)9", "", "", "EncoderDecoder(typeof(From), typeof(To), MaxSource = 3, Attention = (AttentionKind)9)")]
    [InlineData("CELL011", "StartToken", "StartToken = 8", "", "", "EncoderDecoder(typeof(From), typeof(To), MaxSource = 3, StartToken = 8)")]
    [InlineData("CELL011", "EndToken", "EndToken = -2", "", "", "EncoderDecoder(typeof(From), typeof(To), MaxSource = 3, EndToken = -2)")]
    [InlineData("CELL102", "AttentionSize", "AttentionSize = 4", "", "", "EncoderDecoder(typeof(From), typeof(To), MaxSource = 3, AttentionSize = 4)")]
    [InlineData("CELL004", "Context", "EncoderDecoder(typeof(To))", "")]
    [InlineData("CELL005", "Context", "Context = -1", "", "", "EncoderDecoder(typeof(To), Context = -1)")]
    [InlineData("CELL060", "'From' cannot be the decoder of 'Net': expected one [RecurrentCell] and one [DenseHead]", "EncoderDecoder(typeof(From), Context = 3)", "")]
    [InlineData("CELL060", "attention looks at the states of an encoder, and there is none", "Attention = AttentionKind.Additive", "", "", "EncoderDecoder(typeof(To), Context = 3, Attention = AttentionKind.Additive)")]
    [InlineData("CELL060", "with SharedEmbedding both nets have an [Embedding]", "EncoderDecoder(typeof(To), Context = 3, SharedEmbedding = true)", "")]
    [InlineData("CELL102", "Context has no effect: the context is the encoder's last state", "Context = 4", "", "", "EncoderDecoder(typeof(From), typeof(To), MaxSource = 3, Context = 4)")]
    [InlineData("CELL102", "MaxSource has no effect: there is no encoder", "MaxSource = 4", "", "", "EncoderDecoder(typeof(To), Context = 3, MaxSource = 4)")]
    [InlineData("CELL060", "with FeedBack it reads values", "FeedBack = true", "", "", "EncoderDecoder(typeof(To), Context = 3, FeedBack = true)")]
    [InlineData("CELL060", "with FeedBack it reads what it writes; its Input is 3 and its [DenseHead] has 2 outputs", "FeedBack = true", "[RecurrentCell(Input = 3, Hidden = 5)] [DenseHead(Output = 2)] public partial class Other { }", "", "EncoderDecoder(typeof(Other), Context = 3, FeedBack = true)")]
    [InlineData("CELL060", "with FeedBack it has one layer, not 2", "FeedBack = true", "[RecurrentCell(Input = 3, Hidden = 5, Layers = 2)] [DenseHead(Output = 3)] public partial class Other { }", "", "EncoderDecoder(typeof(Other), Context = 3, FeedBack = true)")]
    [InlineData("CELL060", "with FeedBack attention is None or Additive", "FeedBack = true", "[RecurrentCell(Input = 3, Hidden = 5)] [DenseHead(Output = 3)] public partial class Other { }", "", "EncoderDecoder(typeof(From), typeof(Other), MaxSource = 3, Attention = AttentionKind.General, FeedBack = true)")]
    public void A_mistake_is_reported_where_it_is(string id, string message, string place, string others, string before = "", string? attribute = null)
    {
        string source = $"using CellGen;\npublic class Plain {{ }}\n{From}\n{To}\n{others}\n{before}[{attribute ?? place}] public partial class Net {{ }}";
        var diagnostic = Assert.Single(GeneratorHost.Analyze(source));
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(), StringComparison.Ordinal);
        var span = diagnostic.Location.SourceSpan;
        Assert.Equal(place, source.Substring(span.Start, span.Length));
    }

    [Theory]
    [InlineData("typeof(Missing), typeof(To), MaxSource = 3")]
    [InlineData("null, null, MaxSource = 3")]
    [InlineData("typeof(From)")]
    [InlineData("typeof(Missing), Context = 3")]
    [InlineData("null, Context = 3")]
    [InlineData("typeof(From[]), typeof(To), MaxSource = 3")]
    [InlineData("typeof(System.Collections.Generic.List<>), typeof(To), MaxSource = 3")]
    public void What_is_half_typed_does_no_harm(string arguments)
    {
        var driver = GeneratorHost.Driver().RunGenerators(GeneratorHost.Compile($"using CellGen; {From} {To} [EncoderDecoder({arguments})] public partial class Net {{ }}"));
        Assert.Null(driver.GetRunResult().Results[0].Exception);
        Assert.DoesNotContain(GeneratorHost.Analyze($"using CellGen; {From} {To} [EncoderDecoder({arguments})] public partial class Net {{ }}"), diagnostic => diagnostic.Id == "CELL020");
    }

    [Theory]
    [InlineData("MaxSource = 12", "MaxSource =  12", false)]
    [InlineData("public partial class To", "/* the decoder */ public partial class To", false)]
    [InlineData("MaxSource = 12", "MaxSource = 13", true)]
    [InlineData("AttentionKind.Additive", "AttentionKind.General", true)]
    [InlineData("EndToken = 0", "EndToken = 2", true)]
    [InlineData("Hidden = 5", "Hidden = 7", true)]
    [InlineData("Output = 8", "Output = 7", true)]
    [InlineData("Vocabulary = 9", "Vocabulary = 10", true)]
    [InlineData("StartToken = 1", "StartToken = 2", true)]
    public void An_edit_of_either_net_or_of_the_join_makes_it_again_and_no_other_does(string before, string after, bool isNew)
    {
        var compilation = GeneratorHost.Compile(Source);
        var driver = GeneratorHost.Driver().RunGenerators(compilation);
        var tree = compilation.SyntaxTrees[^1];
        Assert.Contains(before, tree.ToString(), StringComparison.Ordinal);
        var edited = compilation.ReplaceSyntaxTree(
            tree, CSharpSyntaxTree.ParseText(tree.ToString().Replace(before, after), (CSharpParseOptions)tree.Options, tree.FilePath));
        var step = driver.RunGenerators(edited).GetRunResult().Results[0].TrackedSteps[CellGenerator.PairStep].Single();
        Assert.Equal(isNew ? IncrementalStepRunReason.Modified : IncrementalStepRunReason.Unchanged, step.Outputs.Single().Reason);
    }

    private static ModelSpec SpecOf(GeneratorDriverRunResult result) =>
        (ModelSpec)result.Results[0].TrackedSteps[CellGenerator.PairStep].Single().Outputs.Single().Value;
}
