using CellGen.NumericTests.Host;
using FsCheck;
using FsCheck.Fluent;

namespace CellGen.PropertyTests;

/// <summary>Draws nets of every kind, size and topology, and makes failing ones smaller.</summary>
public static class RandomProblems
{
    private const int LargestSize = 70;
    private const int MostLayers = 4;
    private const int LongestSequence = 9;

    /// <summary>Problems of one kind of cell.</summary>
    public static Gen<RandomProblem> Of(CellKind kind) =>
        from shape in Shape(kind)
        from count in Gen.Choose(1, 4)
        from lengths in Gen.Choose(1, LongestSequence).ListOf(count)
        from layout in Gen.Elements(BatchLayout.BatchFirst, BatchLayout.TimeFirst)
        select new RandomProblem(shape, [.. lengths], layout);

    /// <summary>Smaller problems that may fail for the same reason, the greatest reduction first.</summary>
    public static IEnumerable<RandomProblem> Shrink(RandomProblem problem)
    {
        if (problem.Lengths.Count > 1)
        {
            yield return problem with { Lengths = [problem.Lengths[0]] };
            yield return problem with { Lengths = [.. problem.Lengths.Skip(1)] };
        }

        if (problem.Lengths.Any(length => length > 1))
        {
            yield return problem with { Lengths = [.. problem.Lengths.Select(length => (length + 1) / 2)] };
        }

        foreach (NetShape shape in Shrink(problem.Shape))
        {
            yield return problem with { Shape = shape };
        }
    }

    private static IEnumerable<NetShape> Shrink(NetShape shape)
    {
        NetShape[] smaller =
        [
            shape with { Layers = 1 },
            shape with { Head = null },
            shape with { Bidirectional = false, Merge = DirectionMerge.Concatenate },
            shape with { Merge = DirectionMerge.Concatenate },
            shape with { Hidden = Math.Max(1, shape.Hidden / 2), Projection = shape.Projection / 2 },
            shape with { Input = Math.Max(1, shape.Input / 2) },
            shape with { Projection = 0 },
            shape with { Clip = 0, CellClip = 0 },
            shape with { Peephole = false },
            shape with { CoupledGates = false },
            shape with { Nonlinearity = Nonlinearity.Tanh },
            shape with { GateNonlinearity = Nonlinearity.Sigmoid },
            shape with { OutputNonlinearity = Nonlinearity.Tanh },
            shape with { Bias = true },
            shape with { Hidden = Math.Max(1, shape.Hidden - 1) },
        ];
        return smaller.Where(candidate => candidate != shape && candidate.Projection < candidate.Hidden);
    }

    private static Gen<NetShape> Shape(CellKind kind) =>
        from input in Gen.Choose(1, LargestSize)
        from hidden in Gen.Choose(1, LargestSize)
        from layers in Gen.Choose(1, kind == CellKind.Concatenating ? 1 : MostLayers)
        from bidirectional in kind == CellKind.Concatenating ? Gen.Constant(false) : Flag()
        from merge in Gen.Elements(DirectionMerge.Concatenate, DirectionMerge.Sum)
        from bias in Flag()
        from head in Head(bidirectional)
        let shape = new NetShape(
            kind, input, hidden, layers, bidirectional, bias, Head: head, Merge: bidirectional ? merge : DirectionMerge.Concatenate)
        from variant in Variant(shape)
        select variant;

    /// <summary>What only some kinds of cell have.</summary>
    private static Gen<NetShape> Variant(NetShape shape) => shape.Kind switch
    {
        CellKind.Rnn or CellKind.IndRnn =>
            from nonlinearity in Gen.Elements(Enum.GetValues<Nonlinearity>())
            from clip in Bound()
            select shape with { Nonlinearity = nonlinearity, Clip = clip },
        CellKind.Gru =>
            from resetAfter in Flag()
            from clip in Bound()
            from candidate in Candidate()
            from gates in Gates()
            select shape with { ResetAfter = resetAfter, Clip = clip, Nonlinearity = candidate, GateNonlinearity = gates },
        CellKind.Lstm =>
            from projected in Flag()
            from projection in Gen.Choose(0, shape.Hidden - 1)
            from peephole in Flag()
            from coupled in Flag()
            from clip in Bound()
            from cellClip in Bound()
            from candidate in Candidate()
            from gates in Gates()
            from output in Candidate()
            select shape with
            {
                Projection = projected ? projection : 0,
                Peephole = peephole,
                CoupledGates = coupled,
                Clip = clip,
                CellClip = cellClip,
                Nonlinearity = candidate,
                GateNonlinearity = gates,
                OutputNonlinearity = output,
            },
        CellKind.MinGru =>
            from clip in Bound()
            from gates in Gates()
            select shape with { Clip = clip, GateNonlinearity = gates },
        CellKind.MinLstm => from clip in Bound() select shape with { Clip = clip },
        _ => Gen.Constant(shape),
    };

    private static Gen<HeadShape?> Head(bool bidirectional) => Gen.OneOf(
        Gen.Constant<HeadShape?>(null),
        from output in Gen.Choose(1, 20)
        from over in Gen.Elements(Enum.GetValues<HeadInput>().Where(over => !bidirectional || over != HeadInput.InputAndPreviousState).ToArray())
        from bias in Flag()
        from logSoftmax in Flag()
        select (HeadShape?)new HeadShape(output, over, bias, logSoftmax));

    private static Gen<bool> Flag() => Gen.Elements(false, true);

    /// <summary>tanh in half of the nets, since most are so.</summary>
    private static Gen<Nonlinearity> Candidate() => Gen.OneOf(Gen.Constant(Nonlinearity.Tanh), Gen.Elements(Enum.GetValues<Nonlinearity>()));

    /// <summary>What stays within 0 and 1: gates without a bound would let states grow from step to step.</summary>
    private static Gen<Nonlinearity> Gates() => Gen.Elements(Nonlinearity.Sigmoid, Nonlinearity.Sigmoid, Nonlinearity.HardSigmoid, Nonlinearity.OnnxHardSigmoid);

    /// <summary>Mostly none: a bound makes kinks, which finite differences see badly.</summary>
    private static Gen<double> Bound() => Gen.Elements(0, 0, 0, 0, 0.5, 1.25);
}
