using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>A cell that a class writes itself has the bits of the kind that says the same, forward and backward, at every width.</summary>
public class OwnCellTests
{
    private const int Steps = 7;

    private static readonly NetShape Lstm = new(CellKind.Lstm, 5, 21);

    private static readonly NetShape[] Kinds =
    [
        .. Enum.GetValues<Nonlinearity>().Select(function => new NetShape(CellKind.Rnn, 3, 9, Nonlinearity: function, OneWidth: function != Nonlinearity.Relu)),
        new(CellKind.IndRnn, 5, 21),
        new(CellKind.Gru, 5, 21),
        new(CellKind.Gru, 5, 12, Layers: 2, Bidirectional: true, OneWidth: true),
        new(CellKind.Gru, 5, 12, Bias: false, Head: new HeadShape(3), OneWidth: true),
        new(CellKind.Gru, 5, 21, ResetAfter: false),
        Lstm,
        Lstm with { Peephole = true },
        Lstm with { CoupledGates = true, CellClip = 0.25, OneWidth = true },
        Lstm with { Peephole = true, CoupledGates = true, OneWidth = true },
        Lstm with { Projection = 9, OneWidth = true },
        Lstm with { Projection = 9, Peephole = true, Layers = 2, OneWidth = true },
        new(CellKind.MinGru, 5, 21),
        new(CellKind.MinLstm, 5, 21, Layers: 2),
    ];

    private static readonly ShapeSet Set = new(Kinds.SelectMany(kind => new[] { kind, kind with { Own = true } }));

    public static TheoryData<string> Names => [.. Kinds.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_bits_are_those_of_the_kind(string name)
    {
        NetShape kind = Set[name];
        foreach (VectorWidth width in VectorWidths.Of(kind))
        {
            Dictionary<string, float[]> expected = NetResults.Full(new Problem(kind, Steps, "own"), width);
            BitEquality.Same(expected, NetResults.Full(new Problem(kind with { Own = true }, Steps, "own"), width), $"{name} at {width}");
        }
    }
}
