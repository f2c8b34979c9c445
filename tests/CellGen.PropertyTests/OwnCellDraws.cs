using CellGen.NumericTests.Host;
using FsCheck;
using FsCheck.Fluent;

namespace CellGen.PropertyTests;

/// <summary>Draws nets with cells of their own, and makes failing ones smaller.</summary>
public static class OwnCellDraws
{
    /// <summary>All of them.</summary>
    public static Gen<OwnCellDraw> All { get; } =
        from seed in Gen.Choose(1, 99_999)
        from depth in Gen.Choose(1, 3)
        from terms in Gen.Choose(1, 4)
        from further in Gen.Frequency((2, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Choose(2, 3)))
        from readsInput in Flag()
        from unbiased in Flag()
        from late in Flag()
        from projected in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from input in Gen.Choose(1, 9)
        from hidden in Gen.Choose(2, 18)
        from layers in Gen.Frequency((5, Gen.Constant(1)), (1, Gen.Constant(2)))
        from bidirectional in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        from bias in Flag()
        from unroll in Gen.Elements(Unroll.Automatic, Unroll.Loop)
        select Fit(new OwnCellDraw(
            seed, depth, terms, further, readsInput, unbiased, late && !projected,
            new NetShape(CellKind.Rnn, input, hidden, layers, bidirectional, bias, Projection: projected ? (hidden + 1) / 2 : 0, Unroll: unroll)));

    /// <summary>Smaller nets that may fail for the same reason, the greatest reduction first.</summary>
    public static IEnumerable<OwnCellDraw> Shrink(OwnCellDraw draw)
    {
        NetShape shape = draw.Shape;
        OwnCellDraw[] smaller =
        [
            draw with { Shape = shape with { Layers = 1 } },
            draw with { Shape = shape with { Bidirectional = false } },
            draw with { Terms = 1 },
            draw with { Depth = 1 },
            draw with { Late = false },
            draw with { Further = 0 },
            draw with { ReadsInput = false },
            draw with { Unbiased = false },
            draw with { Further = Math.Max(0, draw.Further - 1) },
            draw with { Shape = shape with { Projection = 0 } },
            draw with { Terms = draw.Terms - 1 },
            draw with { Depth = draw.Depth - 1 },
            draw with { Shape = shape with { Hidden = Math.Max(2, shape.Hidden / 2), Projection = shape.Projection == 0 ? 0 : 1 } },
            draw with { Shape = shape with { Input = 1 } },
            draw with { Shape = shape with { Bias = true } },
            draw with { Shape = shape with { Unroll = Unroll.Automatic } },
        ];
        return smaller.Select(Fit).Where(candidate => candidate is { Terms: > 0, Depth: > 0 } && candidate != draw);
    }

    /// <summary>Where the input itself is read, every layer has as many values of it as units.</summary>
    private static OwnCellDraw Fit(OwnCellDraw draw) => !draw.ReadsInput ? draw : draw with
    {
        Shape = draw.Shape with
        {
            Input = draw.Shape.Hidden,
            Layers = draw.Shape.Projection > 0 ? 1 : draw.Shape.Layers,
            Merge = draw.Shape is { Bidirectional: true, Layers: > 1 } ? DirectionMerge.Sum : draw.Shape.Merge,
        },
    };

    private static Gen<bool> Flag() => Gen.Elements(false, true);
}
