using CellGen.Compare.Peers.Native;
using CellGen.Compare.Problems;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CellGen.Compare.Peers.Onnx;

/// <summary>A row run by ONNX Runtime. A stream has two bindings that take turns: the states of one step are the next one's.</summary>
internal sealed unsafe class OnnxWork : LocalWork
{
    private readonly Row _row;
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtIoBinding _even;
    private readonly OrtIoBinding _odd;
    private readonly List<OrtValue> _values = [];
    private readonly NativeFloats _input;
    private readonly NativeFloats _x;
    private readonly NativeFloats _y;
    private readonly Dictionary<string, NativeFloats> _states = [];
    private readonly float[] _output;

    /// <summary>Builds the model and binds its inputs and outputs.</summary>
    public OnnxWork(Problem problem)
        : base("", isManaged: true)
    {
        _row = problem.Row;
        bool stepwise = _row.IsStepwise;
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        _session = new InferenceSession(_row.IsNet ? OnnxLayers.Build(problem) : OnnxModel.Build(problem), options);
        _input = new NativeFloats(problem.Input);
        _output = new float[_row.Steps * _row.Batch * _row.OutputSize];
        int steps = stepwise ? 1 : _row.Steps;
        _x = stepwise ? new NativeFloats(_row.Batch * _row.Input) : _input;
        _y = new NativeFloats(stepwise ? _row.Batch * _row.OutputSize : _output.Length);
        _even = _session.CreateIoBinding();
        _odd = _session.CreateIoBinding();
        OrtValue x = Tensor(_x.Pointer, [steps, _row.Batch, _row.Input]);
        _even.BindInput("x", x);
        _odd.BindInput("x", x);
        int place = 0;
        foreach (var (name, size) in _row.IsNet ? _row.Net.Where(layer => layer.IsOutput).Select(layer => (layer.Name, layer.Size)) : [("y", _row.OutputSize)])
        {
            OrtValue y = Tensor(_y.Pointer + place, [steps, _row.Batch, size]);
            _even.BindOutput(name, y);
            _odd.BindOutput(name, y);
            place += size;
        }

        foreach (var (state, size) in stepwise ? States() : [])
        {
            OrtValue first = State(state + "0", size);
            OrtValue second = State(state + "1", size);
            _even.BindInput(state + "0", first);
            _even.BindOutput(state + "1", second);
            _odd.BindInput(state + "0", second);
            _odd.BindOutput(state + "1", first);
        }
    }

    /// <inheritdoc/>
    public override Answer Answer() => new(_row.IsStepwise ? [.. _output] : _y.ToArray());

    /// <inheritdoc/>
    public override void Dispose()
    {
        _even.Dispose();
        _odd.Dispose();
        _values.ForEach(value => value.Dispose());
        _session.Dispose();
        _options.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void Once()
    {
        if (!_row.IsStepwise)
        {
            _session.RunWithBinding(_options, _even);
            return;
        }

        foreach (NativeFloats state in _states.Values)
        {
            state.Clear();
        }

        int inputs = _row.Batch * _row.Input, outputs = _row.Batch * _row.OutputSize;
        for (int t = 0; t < _row.Steps; t++)
        {
            new ReadOnlySpan<float>(_input.Pointer + (t * inputs), inputs).CopyTo(new Span<float>(_x.Pointer, inputs));
            _session.RunWithBinding(_options, (t & 1) == 0 ? _even : _odd);
            new ReadOnlySpan<float>(_y.Pointer, outputs).CopyTo(_output.AsSpan(t * outputs));
        }
    }

    /// <summary>The states, and the number of values in each.</summary>
    private IEnumerable<(string Name, int Size)> States() => _row.IsNet
        ? _row.Net.Where(layer => layer.Cell is not null).SelectMany(layer => OnnxModel.StatesOf(layer.Cell!.Value).Select(state => ($"{layer.Name}.{state}", layer.Size)))
        : Enumerable.Range(0, _row.Layers).SelectMany(layer => OnnxModel.StatesOf(_row.Kind).Select(state => ($"l{layer}.{state}", _row.Hidden)));

    private OrtValue State(string name, int size)
    {
        _states[name] = new NativeFloats(_row.Batch * size);
        return Tensor(_states[name].Pointer, [1, _row.Batch, size]);
    }

    /// <summary>A tensor over memory that is ours.</summary>
    private OrtValue Tensor(float* data, long[] shape)
    {
        long bytes = shape.Aggregate((long)sizeof(float), (product, size) => product * size);
        _values.Add(OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.Float, shape, (nint)data, bytes));
        return _values[^1];
    }
}
