using System.Security.Cryptography;
using System.Text;
using CellGen.NumericTests.Goldens;
using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// The text of every generated file is that of the committed table: what is to leave the text alone, such as a change of the
/// generator's structure, is seen to. A line has the name of the net and a hash of each file: the public side, then a width each.
/// </summary>
public class TextHashTests
{
    /// <summary>What the nets of the goldens do not have: each a part of the text that no snapshot shows.</summary>
    private static readonly string[] Variants =
    [
        "[RecurrentCell(Kind = CellKind.Gru, Input = 10, Hidden = 20, Layers = 2, Bidirectional = true)] [DenseHead(Output = 3)]",
        "[RecurrentCell(Kind = CellKind.Lstm, Input = 10, Hidden = 20, Layers = 2)]",
        "[RecurrentCell(Kind = CellKind.Lstm, Input = 10, Hidden = 32, Layers = 2)]",
        "[RecurrentCell(Kind = CellKind.Rnn, Input = 10, Hidden = 20, Layers = 3, Bidirectional = true)]",
        "[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 16)] [DenseHead(Output = 1)]",
        "[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 16)] [DenseHead(Output = 1)] [Network(Training = false, Agents = false)]",
        "[RecurrentCell(Kind = CellKind.Gru, Input = 8, Hidden = 8)]",
        "[RecurrentCell(Kind = CellKind.Gru, Input = 16, Hidden = 32)] [Network(Training = false)]",
        "[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 64)] [DenseHead(Output = 1)]",
        "[RecurrentCell(Kind = CellKind.Gru, Input = 64, Hidden = 128)]",
        "[RecurrentCell(Kind = CellKind.Lstm, Input = 40, Hidden = 256)]",
        "[RecurrentCell(Kind = CellKind.Lstm, Input = 512, Hidden = 1024)]",
        "[RecurrentCell(Kind = CellKind.Rnn, Input = 1500, Hidden = 1000)]",
        "[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 21, ResetAfter = false, Layers = 2, Dropout = 0.5, RecurrentDropout = 0.25, Clip = 2)]",
        "[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 20, Bidirectional = true, RecurrentDropout = 0.25)]",
        "[RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 70, Projection = 9, Peephole = true, CoupledGates = true, CellClip = 3, Layers = 2, Dropout = 0.5, VariationalDropout = true, Bidirectional = true, Merge = DirectionMerge.Sum)] [DenseHead(Output = 4, Over = HeadInput.LastState, LogSoftmax = true)]",
        "[RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 20, Projection = 9, RecurrentDropout = 0.5)]",
        "[RecurrentCell(Kind = CellKind.Gru, Input = 5, Hidden = 37, ResetAfter = false, Unroll = Unroll.StraightLine)]",
        "[RecurrentCell(Kind = CellKind.Gru, Input = 5, Hidden = 20, Layers = 2, Bidirectional = true, Unroll = Unroll.Loop)]",
        "[RecurrentCell(Kind = CellKind.MinGru, Input = 3, Hidden = 50, Layers = 2)] [Embedding(Vocabulary = 100, OutOfVocabulary = true, PaddingIndex = 99)]",
        "[RecurrentCell(Kind = CellKind.Rnn, Input = 30, Hidden = 5, Nonlinearity = Nonlinearity.Sigmoid)] [Embedding(Vocabulary = 10, Frozen = true, PaddingIndex = 0)] [DenseHead(Output = 3)]",
        "[RecurrentCell(Kind = CellKind.Lstm, Input = 5, Hidden = 12, Layers = 2)] [Embedding(Vocabulary = 9)] [DenseHead(Output = 3, Over = HeadInput.LastState)]",
        "[RecurrentCell(Kind = CellKind.MinLstm, Input = 30, Hidden = 5, Bidirectional = true, Bias = false)] [TokenInput] [DenseHead(Output = 3)]",
        "[RecurrentCell(Kind = CellKind.IndRnn, Input = 30, Hidden = 5, Layers = 2, Nonlinearity = Nonlinearity.Relu)] [TokenInput(OutOfVocabulary = true)]",
        "[RecurrentCell(Kind = CellKind.Concatenating, Input = 57, Hidden = 128)] [DenseHead(Output = 18, Over = HeadInput.InputAndPreviousState, LogSoftmax = true)]",
        "[RecurrentCell(Kind = CellKind.Lstm, Input = 13, Hidden = 24, Layers = 3, Bidirectional = true)] [DenseHead(Output = 20, Over = HeadInput.MeanState, LogSoftmax = true)]",
    ];

    [Fact]
    public void The_text_is_that_of_the_table() => HashTable.Verify("texts.txt",
    [
        .. GoldenFiles.Torch.Select(golden => golden.Shape).Distinct().OrderBy(shape => shape.Name, StringComparer.Ordinal)
            .Select(shape => Line(shape.Name, NetAttributes.Write(shape))),
        .. Variants.Select(attributes => Line(attributes, attributes)),
    ]);

    private static string Line(string name, string attributes) =>
        $"{string.Join(' ', NetCompiler.Generate($"using CellGen; {attributes} partial class Net {{ }}").Select(file => Hash(file.Text)))} {name}";

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 4);
}
