using CellGen.NumericTests.Goldens;
using CellGen.NumericTests.Host;

namespace CellGen.NumericTests;

/// <summary>Shapes with the cells and topologies that torch.nn's defaults have not.</summary>
public static class VariantShapes
{
    // What differs in the code for one layer; sizes are filled in by Resized.
    private static readonly NetShape[] Cells =
    [
        new(CellKind.Gru, 1, 1, ResetAfter: false),
        new(CellKind.Lstm, 1, 1, Projection: 1),
        new(CellKind.Lstm, 1, 1, Peephole: true),
        new(CellKind.Lstm, 1, 1, Projection: 1, Peephole: true, CoupledGates: true),
        new(CellKind.MinGru, 1, 1),
        new(CellKind.MinLstm, 1, 1),
        new(CellKind.IndRnn, 1, 1),
        new(CellKind.Concatenating, 1, 1),
    ];

    /// <summary>The cells of the goldens, and features together that no golden has; all small.</summary>
    public static IEnumerable<NetShape> Small()
    {
        HeadShape before = new(3, HeadInput.InputAndPreviousState);
        return
        [
            .. GoldenFiles.Torch.Select(golden => golden.Shape).Where(shape => shape.Hidden <= 13 && IsVariant(shape)),
            new(CellKind.Rnn, 3, 5, 2, Nonlinearity: Nonlinearity.Sigmoid, Head: before with { LogSoftmax = true }),
            new(CellKind.Rnn, 3, 5, 2, Nonlinearity: Nonlinearity.Softplus, Head: before),
            new(CellKind.Rnn, 3, 5, 2, Nonlinearity: Nonlinearity.Gelu, Head: before),
            new(CellKind.Gru, 3, 5, ResetAfter: false, Head: before),
            new(CellKind.Lstm, 3, 5, 2, Peephole: true, CellClip: 0.25, Clip: 0.5, Head: new(4, HeadInput.MeanState, LogSoftmax: true)),
            new(CellKind.Lstm, 3, 7, 2, true, false, Head: new(3, HeadInput.LastState, LogSoftmax: true), Merge: DirectionMerge.Sum,
                Projection: 5, Peephole: true, CoupledGates: true, CellClip: 0.25, Clip: 0.5),
            new(CellKind.Lstm, 3, 5, Projection: 2, CoupledGates: true, Head: new(2, HeadInput.MeanState)),
            new(CellKind.MinGru, 3, 5, Head: before),
            new(CellKind.MinLstm, 3, 5, 2, true, Head: new(2, HeadInput.MeanState)),
            new(CellKind.IndRnn, 3, 5, 2, true, Head: new(2, HeadInput.LastState), Merge: DirectionMerge.Sum),
            new(CellKind.IndRnn, 3, 5, Nonlinearity: Nonlinearity.Identity, Head: before),
            new(CellKind.Concatenating, 3, 5, Head: new(2, HeadInput.MeanState)),
            .. OtherFunctions(),
        ];
    }

    /// <summary>Nets with other functions than σ and tanh, as they are found in use, and all functions in some place.</summary>
    public static IEnumerable<NetShape> OtherFunctions() =>
    [
        new(CellKind.Gru, 5, 24, Nonlinearity: Nonlinearity.Relu, Head: new(1), ResetAfter: false), // RNNoise 0.1
        new(CellKind.Gru, 13, 20, Nonlinearity: Nonlinearity.Identity, Head: new(1, HeadInput.LastState), ResetAfter: false,
            GateNonlinearity: Nonlinearity.OnnxHardSigmoid), // Mycroft Precise
        new(CellKind.Lstm, 3, 9, 2, Nonlinearity: Nonlinearity.Relu, OutputNonlinearity: Nonlinearity.Relu), // Keras' activation
        new(CellKind.Lstm, 3, 7, Bidirectional: true, Peephole: true, Clip: 1.5, GateNonlinearity: Nonlinearity.HardSigmoid),
        new(CellKind.Lstm, 3, 5, 2, true, Nonlinearity: Nonlinearity.Softplus, Projection: 3, CoupledGates: true,
            GateNonlinearity: Nonlinearity.OnnxHardSigmoid, OutputNonlinearity: Nonlinearity.Gelu),
        new(CellKind.Lstm, 3, 20, Nonlinearity: Nonlinearity.Sigmoid, OutputNonlinearity: Nonlinearity.Identity),
        new(CellKind.Gru, 3, 7, 2, true, Nonlinearity: Nonlinearity.LeakyRelu, Clip: 1.25, GateNonlinearity: Nonlinearity.HardSigmoid),
        new(CellKind.Gru, 3, 20, Nonlinearity: Nonlinearity.Sigmoid),
        new(CellKind.Gru, 3, 5, Bidirectional: true, Nonlinearity: Nonlinearity.Softplus, GateNonlinearity: Nonlinearity.Tanh),
        new(CellKind.Gru, 3, 5, Nonlinearity: Nonlinearity.Gelu, GateNonlinearity: Nonlinearity.Identity),
        new(CellKind.MinGru, 3, 5, 2, GateNonlinearity: Nonlinearity.HardSigmoid),
        new(CellKind.Rnn, 3, 5, 2, Nonlinearity: Nonlinearity.HardSigmoid),
        new(CellKind.IndRnn, 3, 5, Nonlinearity: Nonlinearity.LeakyRelu),
    ];

    /// <summary>One layer of each cell at a third of the sizes of <see cref="Shapes.Sizes"/>, each cell at others.</summary>
    public static IEnumerable<NetShape> Sizes()
    {
        int[] sizes = [1, 12, 33, 128, 3, 16, 48, 129, 4, 17, 64, 257, 8, 20, 65, 512];
        return Cells.SelectMany((cell, i) => Enumerable.Range(0, 5).Select(j => sizes[((i * 3) + (j * 7)) % sizes.Length])
            .Select(hidden => Resized(cell, (hidden % 7) + 1, hidden)));
    }

    /// <summary>Each cell at two sizes that need loops, two directions among them.</summary>
    public static IEnumerable<NetShape> Large()
    {
        (int Input, int Hidden)[] sizes = [(10, 64), (130, 100), (5, 257), (5, 512)];
        return Cells.SelectMany((cell, i) => new[] { i % 4, (i + 2) % 4 }.Select(size =>
            Resized(cell, sizes[size].Input, sizes[size].Hidden) with { Bidirectional = size == 0 && cell.Kind != CellKind.Concatenating }));
    }

    /// <summary>Shapes drawn at random from everything that the attributes allow, the same ones in every run.</summary>
    public static IEnumerable<NetShape> Random(int count)
    {
        var random = new Random(20260704);
        for (int i = 0; i < count; i++)
        {
            var kind = (CellKind)(i % 7);
            bool single = kind == CellKind.Concatenating;
            bool lstm = kind == CellKind.Lstm;
            bool bidirectional = !single && Chance(2);
            int hidden = random.Next(2, 61);
            HeadShape head = new(random.Next(1, 24), (HeadInput)random.Next(bidirectional ? 3 : 4), Chance(2), Chance(3));
            yield return new(
                kind,
                random.Next(1, 41),
                hidden,
                single ? 1 : random.Next(1, 4),
                bidirectional,
                !Chance(3),
                kind is CellKind.Rnn or CellKind.IndRnn ? (Nonlinearity)random.Next(4) : Nonlinearity.Tanh,
                Chance(2) ? head : null,
                bidirectional && Chance(2) ? DirectionMerge.Sum : DirectionMerge.Concatenate,
                lstm && Chance(2) ? random.Next(1, hidden) : 0,
                kind != CellKind.Gru || Chance(2),
                lstm && Chance(2),
                lstm && Chance(2),
                lstm && Chance(3) ? 0.5 : 0,
                !single && Chance(4) ? 0.75 : 0);
        }

        bool Chance(int n) => random.Next(n) == 0;
    }

    private static NetShape Resized(NetShape cell, int input, int hidden) => cell with
    {
        Input = input,
        Hidden = hidden,
        Projection = cell.Projection > 0 && hidden > 1 ? Math.Max(1, hidden * 2 / 3) : 0,
    };

    private static bool IsVariant(NetShape shape) => shape != new NetShape(
        shape.Kind, shape.Input, shape.Hidden, shape.Layers, shape.Bidirectional, shape.Bias, shape.Nonlinearity, shape.Head)
        || !shape.HasStateMatrix
        || shape.Nonlinearity is Nonlinearity.Sigmoid or Nonlinearity.Identity
        || shape.Head is { LogSoftmax: true } or { ReadsInput: true };
}
