using System.Reflection;
using CellGen.NumericTests.Goldens;
using CellGen.Simd;
using CellGen.TopologyTests.Nets;

namespace CellGen.TopologyTests.Host;

/// <summary>Runs one net, whatever its generated types are.</summary>
public abstract class Harness<TElement, TState, TWorkspace, TTape, TGradient>(INet<TElement, TState, TWorkspace, TTape, TGradient> net) : IHarness
    where TElement : unmanaged
    where TState : struct
    where TWorkspace : class
    where TTape : class
    where TGradient : class
{
    private readonly Func<TGradient, float[]> _values = ValuesOf();

    private delegate Span<float> Values(TGradient gradient);

    public VectorWidth VectorWidth
    {
        get => net.VectorWidth;
        set => net.VectorWidth = value;
    }

    /// <summary>The number of elements of one step.</summary>
    public abstract int ElementSize { get; }

    /// <summary>What lies beyond the end of a sequence: to read it would be seen.</summary>
    protected abstract TElement Padding { get; }

    protected int OutputSize => Constant("OutputSize");

    /// <summary>Whether a sequence has one row of output.</summary>
    protected bool OneRow =>
        net.GetType().GetCustomAttribute<DenseHeadAttribute>() is { Over: HeadInput.LastState or HeadInput.MeanState };

    public int Constant(string name) => (int)net.GetType().GetField(name)!.GetRawConstantValue()!;

    public TWorkspace NewWorkspace(int steps, int batchSize = 1) => (TWorkspace)Activator.CreateInstance(typeof(TWorkspace), steps, batchSize)!;

    public TTape NewTape(int steps, int batchSize = 1) => (TTape)Activator.CreateInstance(typeof(TTape), steps, batchSize)!;

    public int OutputCount(int steps) => (OneRow ? 1 : steps) * OutputSize;

    /// <summary>One sequence: inference, and a training step from a gradient of zero.</summary>
    public Dictionary<string, float[]> Run(TElement[] input, TTape? tape = null, TGradient? gradient = null)
    {
        var results = new Dictionary<string, float[]>();
        gradient ??= Activator.CreateInstance<TGradient>();
        Run(results, input, 0, states: true, tape ?? NewTape(input.Length / ElementSize), gradient);
        results["gradient"] = _values(gradient);
        return results;
    }

    public Dictionary<string, float[]> Alone(int[] lengths, bool states, bool newTapes = false)
    {
        var results = new Dictionary<string, float[]>();
        var gradient = Activator.CreateInstance<TGradient>();
        var tape = NewTape(lengths.Max());
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            Run(results, Input(sequence, lengths[sequence]), sequence, states, newTapes ? NewTape(lengths[sequence]) : tape, gradient);
        }

        results["gradient"] = _values(gradient);
        return results;
    }

    public Dictionary<string, float[]> Batch(int[] lengths, bool states, BatchLayout layout, int steps)
    {
        var rows = new BatchRows(lengths, steps, layout, OneRow);
        var results = new Dictionary<string, float[]>();
        var input = rows.Lay(sequence => Input(sequence, lengths[sequence]), ElementSize, Padding);
        var gradient = Activator.CreateInstance<TGradient>();
        var tape = NewTape(lengths.Max(), lengths.Length);

        var output = rows.NewOutput(OutputSize);
        var values = States.New<TState>("state", states ? lengths.Length : 0);
        net.Forward(input, output, lengths, values, NewWorkspace(lengths.Max(), lengths.Length), layout);
        Keep("output", output, values);

        output = rows.NewOutput(OutputSize);
        values = States.New<TState>("state", states ? lengths.Length : 0);
        net.Forward(input, output, lengths, values, tape, layout);
        Keep("taped output", output, values);

        var outputGradient = rows.LayOutput(sequence => OutputGradient(sequence, lengths[sequence]), OutputSize, float.NaN);
        float[] inputGradient = rows.NewInput(ElementSize);
        values = States.New<TState>("state gradient", states ? lengths.Length : 0);
        BackwardBatch(input, outputGradient, inputGradient, lengths, values, gradient, tape, layout);
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            States.Keep(results, $"state gradient {sequence}", values, sequence);
        }

        rows.TakeInput(results, "input gradient", inputGradient, ElementSize, HasInputGradient);
        results["gradient"] = _values(gradient);
        return results;

        void Keep(string name, float[] output, TState[] values)
        {
            rows.TakeOutput(results, name, output, OutputSize);
            for (int sequence = 0; sequence < lengths.Length; sequence++)
            {
                States.Keep(results, $"state after {name} {sequence}", values, sequence);
            }
        }
    }

    /// <summary>The elements of a sequence.</summary>
    protected abstract TElement[] Input(int sequence, int steps);

    protected abstract bool HasInputGradient { get; }

    protected abstract void Backward(
        TElement[] input, float[] outputGradient, float[] inputGradient, ref TState stateGradient, TGradient gradient, TTape tape);

    protected abstract void BackwardBatch(
        TElement[] input,
        float[] outputGradient,
        float[] inputGradient,
        int[] lengths,
        TState[] stateGradients,
        TGradient gradient,
        TTape tape,
        BatchLayout layout);

    private void Run(Dictionary<string, float[]> results, TElement[] input, int sequence, bool states, TTape tape, TGradient gradient)
    {
        int steps = input.Length / ElementSize;
        foreach (bool taped in new[] { false, true })
        {
            string name = taped ? "taped output" : "output";
            var values = States.New<TState>("state", sequence + 1);
            ref var state = ref values[sequence];
            state = states ? state : default;
            var output = new float[OutputCount(steps)];
            if (taped)
            {
                net.Forward(input, output, ref state, tape);
            }
            else
            {
                net.Forward(input, output, ref state, NewWorkspace(steps));
            }

            results[$"{name} {sequence}"] = output;
            States.Keep(results, $"state after {name} {sequence}", states ? values : [], sequence);
        }

        var gradients = States.New<TState>("state gradient", sequence + 1);
        ref var stateGradient = ref gradients[sequence];
        stateGradient = states ? stateGradient : default;
        var inputGradient = new float[input.Length];
        Backward(input, OutputGradient(sequence, steps), inputGradient, ref stateGradient, gradient, tape);
        States.Keep(results, $"state gradient {sequence}", states ? gradients : [], sequence);
        if (HasInputGradient)
        {
            results[$"input gradient {sequence}"] = inputGradient;
        }
    }

    private float[] OutputGradient(int sequence, int steps) => Noise.Values($"output gradient {sequence}", OutputCount(steps));

    private static Func<TGradient, float[]> ValuesOf()
    {
        var values = typeof(TGradient).GetProperty("Values")!.GetMethod!.CreateDelegate<Values>();
        return gradient => values(gradient).ToArray();
    }
}
