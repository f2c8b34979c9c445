using CellGen.NumericTests.Goldens;
using CellGen.NumericTests.Host;

namespace CellGen.NumericTests;

/// <summary>The shapes that several groups of tests run over.</summary>
public static class Shapes
{
    private static readonly CellKind[] Kinds = [CellKind.Rnn, CellKind.Gru, CellKind.Lstm];

    /// <summary>
    /// Every kind of torch.nn × layers × directions × head, small, some of them without biases; relu, and all variants. As the others that
    /// follow, at every width where <see cref="Sweeps"/> have them.
    /// </summary>
    public static IEnumerable<NetShape> Topologies()
    {
        HeadShape?[] heads = [null, new(3), new(2, HeadInput.LastState), new(4, HeadInput.MeanState, Bias: false)];
        IEnumerable<NetShape> shapes =
            from kind in Kinds
            from layers in new[] { 1, 2 }
            from bidirectional in new[] { false, true }
            from head in heads
            let bias = layers == 1 || !bidirectional || head is not null
            select new NetShape(kind, 3, 5, layers, bidirectional, bias, Head: head);
        return Swept(
        [
            .. shapes,
            new(CellKind.Rnn, 3, 5, 2, Nonlinearity: Nonlinearity.Relu, Head: new(3)),
            new(CellKind.Rnn, 3, 5, Bidirectional: true, Nonlinearity: Nonlinearity.Relu, Head: new(2, HeadInput.LastState)),
            .. VariantShapes.Small(),
        ]);
    }

    /// <summary>
    /// One layer of each kind at sizes around every block, panel and plan of the generator, besides those of the goldens.
    /// </summary>
    public static IEnumerable<NetShape> Sizes() => Swept(
        (from hidden in new[] { 1, 3, 4, 7, 8, 9, 12, 13, 17, 20, 33, 48, 64, 128, 129, 257, 512 }
         from kind in Kinds
         select new NetShape(kind, Input: (hidden % 7) + 1, hidden)).Concat(VariantShapes.Sizes()));

    /// <summary>Wide nets of every kind, whose products loop.</summary>
    public static IEnumerable<NetShape> Large() => Kinds.SelectMany(kind => new NetShape[]
    {
        new(kind, 10, 64, Bidirectional: true),
        new(kind, 130, 100),
        new(kind, 5, 257),
        new(kind, 5, 512),
    }).Concat(VariantShapes.Large());

    /// <summary>Shapes drawn at random, the same ones in every run: so many plain ones, and as many of all variants.</summary>
    public static IEnumerable<NetShape> Random(int count) => Swept(RandomPlain(count).Concat(VariantShapes.Random(count)));

    /// <summary>
    /// The shapes of the goldens, which have all kinds, topologies, heads and sizes, the streaming heads besides, and a few
    /// inputs of several panels. A net costs a second or two to compile, so that tests share them.
    /// </summary>
    public static IEnumerable<NetShape> Representative() =>
        GoldenFiles.Torch.Select(golden => golden.Shape).Concat(Kinds.SelectMany(kind => new NetShape[]
        {
            new(kind, 4, 9, 2, Head: new(21)),
            new(kind, 1, 20, Head: new(2, HeadInput.LastState)),
        })).Concat(Heads()).Concat(FewInputs()).Distinct();

    /// <summary>
    /// Heads with as few outputs as make a narrow one, and one more; over rows that end within a block, and of several panels.
    /// </summary>
    public static IEnumerable<NetShape> Heads() =>
    [
        new(CellKind.Rnn, 2, 3, Head: new(1)),
        new(CellKind.Gru, 3, 16, Head: new(4)),
        new(CellKind.Gru, 3, 16, Head: new(5)),
        new(CellKind.Lstm, 2, 23, Head: new(3)),
        new(CellKind.Rnn, 1, 42, Head: new(2)),
        new(CellKind.Gru, 2, 92, Head: new(1)),
        new(CellKind.MinGru, 2, 150, Head: new(4, LogSoftmax: true)),
        new(CellKind.IndRnn, 3, 141, Bidirectional: true, Head: new(3, HeadInput.LastState, Bias: false)),
    ];

    /// <summary>
    /// As few inputs as a step keeps in registers, of several panels: in a loop, with loops within, and where a product of the
    /// recurrence has other panels.
    /// </summary>
    private static IEnumerable<NetShape> FewInputs() =>
    [
        new(CellKind.Lstm, 3, 40),
        new(CellKind.Rnn, 2, 300),
        new(CellKind.Gru, 4, 40, ResetAfter: false),
    ];

    private static IEnumerable<NetShape> Swept(IEnumerable<NetShape> shapes)
    {
        var shared = Representative().ToHashSet();
        return shapes.Select(shape => shape with { OneWidth = !Sweeps.Have(shape.Name.Sum(letter => letter)) && !shared.Contains(shape) });
    }

    private static IEnumerable<NetShape> RandomPlain(int count)
    {
        var random = new Random(20121231);
        for (int i = 0; i < count; i++)
        {
            HeadShape head = new(random.Next(1, 24), (HeadInput)random.Next(3), random.Next(2) == 0);
            yield return new(
                Kinds[i % 3],
                random.Next(1, 41),
                random.Next(1, 61),
                random.Next(1, 4),
                random.Next(2) == 0,
                random.Next(3) > 0,
                i % 3 == 0 ? (Nonlinearity)random.Next(2) : Nonlinearity.Tanh,
                random.Next(2) == 0 ? head : null);
        }
    }
}
