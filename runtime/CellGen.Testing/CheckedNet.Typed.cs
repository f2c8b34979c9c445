namespace CellGen;

/// <summary>The network of a class with these nested types.</summary>
internal sealed class CheckedNet<TState, TTape, TGradient> : CheckedNet
    where TState : struct, IRecurrentState
    where TGradient : class, new()
{
    private readonly object _model;

    /// <summary>Looks at a model.</summary>
    public CheckedNet(object model)
        : base(model.GetType())
    {
        _model = model;
        var state = default(TState);
        StateValues = state.ValueCount;
        StateSize = Method<StatePart>("Hidden", null, typeof(TState), typeof(int), typeof(int))(ref state, 0, 0).Length;
    }

    private delegate Span<float> StatePart(ref TState state, int layer, int direction);

    private delegate void Copy(string name, Span<float> destination);

    private delegate void ForwardPass(ReadOnlySpan<float> input, Span<float> output, ref TState state, TTape tape);

    private delegate void BackwardPass(
        ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, ref TState state, TGradient gradient, TTape tape);

    /// <inheritdoc/>
    public override int StateValues { get; }

    /// <inheritdoc/>
    public override int StateSize { get; }

    /// <inheritdoc/>
    public override double[] Read(string name, int count) => Array.ConvertAll(Read(_model, name, count), value => (double)value);

    /// <inheritdoc/>
    public override Dictionary<string, float[]> Run(ReferenceNet problem)
    {
        float[] input = Single(problem.Variables["input"]);
        var output = new float[problem.OutputGradient.Length];
        var inputGradient = new float[input.Length];
        var (state, stateGradient) = (default(TState), default(TState));
        state.CopyFrom(Single(problem.Variables["state"]));
        stateGradient.CopyFrom(Single(problem.StateGradient));
        var gradient = new TGradient();
        var tape = (TTape)Activator.CreateInstance(typeof(TTape), TapeArguments(input.Length / Input))!;
        var (values, numbers) = (typeof(ReadOnlySpan<float>), typeof(Span<float>));
        var reference = typeof(TState).MakeByRefType();
        Method<ForwardPass>("Forward", _model, _model.GetType(), values, numbers, reference, typeof(TTape))(input, output, ref state, tape);
        Method<BackwardPass>("Backward", _model, _model.GetType(), values, values, numbers, reference, typeof(TGradient), typeof(TTape))(
            input, Single(problem.OutputGradient), inputGradient, ref stateGradient, gradient, tape);
        var results = problem.Tensors.ToDictionary(name => "d" + name, name => Read(gradient, name, problem.Variables[name].Length));
        results.Add("output", output);
        results.Add("state", Values(state));
        results.Add("dinput", inputGradient);
        results.Add("dstate", Values(stateGradient));
        return results;
    }

    private static float[] Single(double[] values) => Array.ConvertAll(values, value => (float)value);

    private static float[] Values(TState state)
    {
        var values = new float[state.ValueCount];
        state.CopyTo(values);
        return values;
    }

    /// <summary>Steps, and whatever else has a default.</summary>
    private static object?[] TapeArguments(int steps) =>
    [
        steps,
        .. typeof(TTape).GetConstructors().Single(constructor => constructor.GetParameters().FirstOrDefault()?.ParameterType == typeof(int))
            .GetParameters().Skip(1).Select(parameter => parameter.DefaultValue),
    ];

    private float[] Read(object owner, string name, int count)
    {
        var values = new float[count];
        Method<Copy>("Get", owner, owner.GetType(), typeof(string), typeof(Span<float>))(name, values);
        return values;
    }
}
