using CellGen.NumericTests.Goldens;
using CellGen.Simd;

namespace CellGen.NumericTests.Host;

/// <summary>
/// Everything that one forward and one backward pass reads: weights, input, initial state and the gradients of a loss that
/// is linear in the outputs and the final states. All values come from <see cref="Noise"/> of the problem's name.
/// </summary>
/// <param name="shape">The net.</param>
/// <param name="steps">The length of the sequence.</param>
/// <param name="name">What the values are derived from.</param>
/// <param name="sequence">What tells apart the sequences of one net, whose weights are the same.</param>
public sealed class Problem(NetShape shape, int steps, string name, string sequence = "")
{
    private IReadOnlyDictionary<string, float[]>? _weights;

    /// <summary>The net.</summary>
    public NetShape Shape { get; } = shape;

    /// <summary>The length of the sequence.</summary>
    public int Steps { get; } = steps;

    /// <summary>The parameters by torch's names; made when they are asked for, since the sequences of a batch share them.</summary>
    public IReadOnlyDictionary<string, float[]> Weights
    {
        get => _weights ??= Shape.Tensors.ToDictionary(
            tensor => tensor.Name,
            tensor => Noise.Values($"{name}/{tensor.Name}", tensor.Count, Noise.WeightScale(Shape.Hidden)));
        private init => _weights = value;
    }

    /// <summary>[Steps × Input].</summary>
    public float[] Input { get; } = Noise.Values(name + sequence + "/input", steps * shape.Input);

    /// <summary>[Layers · Directions × StateSize], as torch's h0.</summary>
    public float[] InitialHidden { get; } = Noise.Values(name + sequence + "/h0", HiddenCount(shape));

    /// <summary>[Layers · Directions × Hidden], as torch's c0.</summary>
    public float[] InitialCell { get; } = Noise.Values(name + sequence + "/c0", CellCount(shape));

    /// <summary>dL/doutput, shaped as the output.</summary>
    public float[] OutputGradient { get; } = Noise.Values(name + sequence + "/output_gradient", shape.OutputCount(steps));

    /// <summary>dL/dhn.</summary>
    public float[] HiddenGradient { get; } = Noise.Values(name + sequence + "/hn_gradient", HiddenCount(shape));

    /// <summary>dL/dcn.</summary>
    public float[] CellGradient { get; } = Noise.Values(name + sequence + "/cn_gradient", CellCount(shape));

    /// <summary>The same problem with other weights.</summary>
    public Problem With(Func<IReadOnlyDictionary<string, float[]>, IReadOnlyDictionary<string, float[]>> change) =>
        new(Shape, Steps, name, sequence) { Weights = change(Weights) };

    /// <summary>A net with these weights; on the given path, or on the one it chooses itself.</summary>
    public INet NewNet(VectorWidth? width = null)
    {
        INet net = NetCompiler.Create(Shape);
        foreach ((string tensor, float[] values) in Weights)
        {
            net.Set(tensor, values);
        }

        if (width is { } chosen)
        {
            net.VectorWidth = chosen;
        }

        return net;
    }

    /// <summary>A state that holds the initial states.</summary>
    public INetState NewInitialState(INet net) => NewState(net, InitialHidden, InitialCell);

    /// <summary>A state that holds the gradients of the final states.</summary>
    public INetState NewStateGradient(INet net) => NewState(net, HiddenGradient, CellGradient);

    /// <summary>The hidden states of all layers and directions, in torch's order.</summary>
    public float[] Hidden(INetState state) => Gather(state.Hidden);

    /// <summary>The cell states of all layers and directions, in torch's order.</summary>
    public float[] Cell(INetState state) => Gather(state.Cell);

    private static int HiddenCount(NetShape shape) => shape.Layers * shape.Directions * shape.StateSize;

    private static int CellCount(NetShape shape) => shape.Layers * shape.Directions * shape.Hidden;

    private INetState NewState(INet net, float[] hidden, float[] cell)
    {
        INetState state = net.NewState();
        for (int i = 0; i < Shape.Layers * Shape.Directions; i++)
        {
            (int layer, int direction) = Math.DivRem(i, Shape.Directions);
            hidden.AsSpan(i * Shape.StateSize, Shape.StateSize).CopyTo(state.Hidden(layer, direction));
            if (Shape.HasCell)
            {
                cell.AsSpan(i * Shape.Hidden, Shape.Hidden).CopyTo(state.Cell(layer, direction));
            }
        }

        return state;
    }

    private float[] Gather(StatePart part)
    {
        var values = new List<float>();
        for (int i = 0; i < Shape.Layers * Shape.Directions; i++)
        {
            (int layer, int direction) = Math.DivRem(i, Shape.Directions);
            values.AddRange(part(layer, direction));
        }

        return [.. values];
    }

    private delegate Span<float> StatePart(int layer, int direction);
}
