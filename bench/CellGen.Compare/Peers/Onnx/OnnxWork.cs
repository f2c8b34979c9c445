using CellGen.Compare.Peers.Native;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Onnx;

/// <summary>A row run by ONNX Runtime. A stream has two bindings that take turns: the states of one step are the next one's.</summary>
internal sealed unsafe class OnnxWork : LocalWork
{
    private readonly Row _row;
    private readonly OrtApi _api;
    private readonly void* _session;
    private readonly void* _even;
    private readonly void* _odd;
    private readonly NativeFloats _input;
    private readonly NativeFloats _x;
    private readonly NativeFloats _y;
    private readonly Dictionary<string, NativeFloats> _states = [];
    private readonly float[] _output;

    /// <summary>Builds the model and binds its inputs and outputs.</summary>
    public OnnxWork(Problem problem, OrtApi api)
        : base("", isManaged: false)
    {
        _row = problem.Row;
        _api = api;
        bool streaming = _row.Mode == RowMode.Streaming;
        _session = api.CreateSession(_row.IsNet ? OnnxLayers.Build(problem) : OnnxModel.Build(problem));
        _input = new NativeFloats(problem.Input);
        _output = new float[_row.Steps * _row.Batch * _row.OutputSize];
        int steps = streaming ? 1 : _row.Steps;
        _x = streaming ? new NativeFloats(_row.Input) : _input;
        _y = new NativeFloats(streaming ? _row.OutputSize : _output.Length);
        _even = api.CreateBinding(_session);
        _odd = api.CreateBinding(_session);
        BindBoth(OrtFunction.BindInput, "x", api.CreateTensor(_x.Pointer, _x.Bytes, [steps, _row.Batch, _row.Input]));
        int place = 0;
        foreach (var (name, size) in _row.IsNet ? _row.Net.Where(layer => layer.IsOutput).Select(layer => (layer.Name, layer.Size)) : [("y", _row.OutputSize)])
        {
            nuint bytes = (nuint)(steps * _row.Batch * size) * sizeof(float);
            BindBoth(OrtFunction.BindOutput, name, api.CreateTensor(_y.Pointer + place, bytes, [steps, _row.Batch, size]));
            place += size;
        }

        foreach (var (state, size) in streaming ? States() : [])
        {
            void* first = State(state + "0", size);
            void* second = State(state + "1", size);
            api.Bind(OrtFunction.BindInput, _even, state + "0", first);
            api.Bind(OrtFunction.BindOutput, _even, state + "1", second);
            api.Bind(OrtFunction.BindInput, _odd, state + "0", second);
            api.Bind(OrtFunction.BindOutput, _odd, state + "1", first);
        }
    }

    /// <inheritdoc/>
    public override Answer Answer() => new(_row.Mode == RowMode.Streaming ? [.. _output] : _y.ToArray());

    /// <inheritdoc/>
    public override void Dispose()
    {
        _api.Release(OrtFunction.ReleaseIoBinding, _even);
        _api.Release(OrtFunction.ReleaseIoBinding, _odd);
        _api.Release(OrtFunction.ReleaseSession, _session);
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void Once()
    {
        if (_row.Mode != RowMode.Streaming)
        {
            _api.Run(_session, _even);
            return;
        }

        foreach (NativeFloats state in _states.Values)
        {
            state.Clear();
        }

        int inputs = _row.Input, outputs = _row.OutputSize;
        for (int t = 0; t < _row.Steps; t++)
        {
            new ReadOnlySpan<float>(_input.Pointer + (t * inputs), inputs).CopyTo(new Span<float>(_x.Pointer, inputs));
            _api.Run(_session, (t & 1) == 0 ? _even : _odd);
            new ReadOnlySpan<float>(_y.Pointer, outputs).CopyTo(_output.AsSpan(t * outputs));
        }
    }

    /// <summary>The states, and the number of values in each.</summary>
    private IEnumerable<(string Name, int Size)> States()
    {
        string[] Of(CellKind kind) => kind == CellKind.Lstm ? ["h", "c"] : ["h"];
        return _row.IsNet
            ? _row.Net.Where(layer => layer.Cell is not null).SelectMany(layer => Of(layer.Cell!.Value).Select(state => ($"{layer.Name}.{state}", layer.Size)))
            : Of(_row.Kind).Select(state => (state, _row.Hidden));
    }

    private void BindBoth(OrtFunction function, string name, void* value)
    {
        _api.Bind(function, _even, name, value);
        _api.Bind(function, _odd, name, value);
    }

    private void* State(string name, int size)
    {
        _states[name] = new NativeFloats(size);
        return _api.CreateTensor(_states[name].Pointer, _states[name].Bytes, [1, 1, size]);
    }
}
