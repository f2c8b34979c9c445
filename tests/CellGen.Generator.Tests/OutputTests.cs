using System.Globalization;
using CellGen.Generator.Model;
using CellGen.Generator.Tests.Host;
using CellGen.TestOrder;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.Generator.Tests;

/// <summary>The generated text as the user's compiler sees it.</summary>
[TakesLong]
public class OutputTests
{
    private static readonly string[] Nets =
    [
        GeneratorHost.Gesture,
        "using CellGen; [RecurrentCell(Kind = CellKind.Lstm, Input = 7, Hidden = 13, Layers = 3, Bias = false)] partial class Lstm { }",
        "using CellGen; [RecurrentCell(Input = 1, Hidden = 1, Nonlinearity = Nonlinearity.Relu)] internal sealed partial class Rnn { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 33)] [DenseHead(Output = 1)] partial class Every { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 9, Bidirectional = true)] [DenseHead(Output = 5, Over = HeadInput.MeanState, Bias = false)] partial class Mean { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 12)] [DenseHead(Output = 17, Over = HeadInput.LastState)] partial class Last { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Gru, Input = 40, Hidden = 512, Layers = 2)] partial class Large { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 21, ResetAfter = false, Layers = 2, Dropout = 0.5, RecurrentDropout = 0.25, Clip = 2)] partial class Dropped { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 70, Projection = 9, Peephole = true, CoupledGates = true, CellClip = 3, Layers = 2, Dropout = 0.5, VariationalDropout = true, Bidirectional = true, Merge = DirectionMerge.Sum)] [DenseHead(Output = 4, Over = HeadInput.LastState, LogSoftmax = true)] partial class Projected { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 20, Projection = 9, RecurrentDropout = 0.5)] partial class ProjectedAndDropped { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 20, Bidirectional = true, RecurrentDropout = 0.25)] partial class DroppedBothWays { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.MinGru, Input = 3, Hidden = 50, Layers = 2)] [Embedding(Vocabulary = 100, OutOfVocabulary = true, PaddingIndex = 99)] partial class Embedded { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.MinLstm, Input = 30, Hidden = 5, Bidirectional = true, Bias = false)] [TokenInput] [DenseHead(Output = 3)] partial class Tokens { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.IndRnn, Input = 30, Hidden = 5, Layers = 2, Nonlinearity = Nonlinearity.Relu)] [TokenInput(OutOfVocabulary = true)] partial class Independent { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Rnn, Input = 30, Hidden = 5, Nonlinearity = Nonlinearity.Sigmoid)] [Embedding(Vocabulary = 10, Frozen = true, PaddingIndex = 0)] [DenseHead(Output = 3)] partial class Frozen { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Concatenating, Input = 4, Hidden = 8)] [DenseHead(Output = 2, Over = HeadInput.InputAndPreviousState, LogSoftmax = true)] partial class Concatenating { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 9, Layers = 2)] [DenseHead(Output = 2)] [Network(Training = false, Agents = false)] partial class Lean { }",
        "using CellGen; [RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 9, ResetAfter = false, Bidirectional = true)] [Network(Training = false)] partial class Trained { }",
        "namespace @event { partial struct Outer { partial interface IInner { [CellGen.RecurrentCell(Input = 2, Hidden = 3)] partial class @class { } } } }",
    ];

    public static TheoryData<LanguageVersion> Languages()
    {
        LanguageVersion twelve = (LanguageVersion)1200;
        return Enum.IsDefined(twelve) ? [LanguageVersion.CSharp10, twelve, GeneratorHost.Newest] : [GeneratorHost.Newest];
    }

    /// <summary>The oldest language and the newest with all nets; one between with a few: NumericTests has hundreds in C# 11.</summary>
    [Theory]
    [MemberData(nameof(Languages))]
    public void Compiles_without_a_warning(LanguageVersion version)
    {
        bool all = version == LanguageVersion.CSharp10 || version == GeneratorHost.Newest;
        Assert.Empty(GeneratorHost.CompileGenerated(GeneratorHost.UsualWidths, version, all ? Nets : Nets[^3..]));
    }

    /// <summary>Right or wrong: there is always a text, and what is wrong in the arguments is not wrong in it.</summary>
    [Fact]
    public void Compiles_without_a_warning_whatever_the_arguments_are()
    {
        string[] nets = new RandomNets(seed: 1).Several(GeneratorHost.Few(120));

        // Each has a file of its public side; those of layers have a hyphen, and those of kernels a width.
        Assert.Equal(nets.Length, GeneratorHost.Generate(nets).Keys.Count(name => !name.Contains('-') && name.Count(letter => letter == '.') == 2));
        Assert.Empty(GeneratorHost.CompileGenerated(GeneratorHost.AllWidths, GeneratorHost.Newest, nets[..12]));
    }

    [Fact]
    public void Names_no_fused_multiply_add_of_128_bits_which_net8_has_not() =>
        Assert.DoesNotContain(GeneratorHost.Generate(GeneratorHost.Gesture).Values, text => text.Contains("Vector128.FusedMultiplyAdd("));

    [Fact]
    public void Is_the_same_under_every_culture()
    {
        string[] nets = Nets[..GeneratorHost.Few(Nets.Length)];
        var expected = GeneratorHost.Generate(nets);
        var culture = CultureInfo.CurrentCulture;
        foreach (string name in new[] { "tr-TR", "sv-SE" })
        {
            try
            {
                CultureInfo.CurrentCulture = new CultureInfo(name);
                Assert.Equal(expected, GeneratorHost.Generate(nets));
            }
            finally
            {
                CultureInfo.CurrentCulture = culture;
            }
        }
    }

    [Fact]
    public void Has_line_feeds_only_and_no_trailing_space()
    {
        foreach (var (_, text) in GeneratorHost.Generate(Nets[..GeneratorHost.Few(Nets.Length)]))
        {
            Assert.DoesNotContain('\r', text);
            Assert.DoesNotContain(" \n", text);
            Assert.EndsWith("}\n", text);
        }
    }

    [Fact]
    public void Hint_names_are_short_and_unique()
    {
        string twice = "using CellGen; namespace A { [RecurrentCell(Input = 1, Hidden = 1)] partial class Net { } } namespace B { [RecurrentCell(Input = 1, Hidden = 1)] partial class Net { } }";
        var names = GeneratorHost.Generate(twice).Keys;
        Assert.Contains("A.Net.g.cs", names);
        Assert.Contains("B.Net.Vector256.g.cs", names);
        Assert.Equal(8, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
