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
        _session = api.CreateSession(OnnxModel.Build(problem));
        _input = new NativeFloats(problem.Input);
        _output = new float[_row.Steps * _row.Batch * _row.OutputSize];
        int steps = streaming ? 1 : _row.Steps;
        _x = streaming ? new NativeFloats(_row.Input) : _input;
        _y = new NativeFloats(streaming ? 1 : _output.Length);
        void* x = api.CreateTensor(_x.Pointer, _x.Bytes, [steps, _row.Batch, _row.Input]);
        void* y = api.CreateTensor(_y.Pointer, _y.Bytes, [steps, _row.Batch, _row.OutputSize]);
        _even = Bind(x, y);
        _odd = Bind(x, y);
        foreach (string state in streaming ? _row.Kind == CellKind.Lstm ? ["h", "c"] : new[] { "h" } : [])
        {
            void* first = State(state + "0");
            void* second = State(state + "1");
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

        for (int t = 0; t < _output.Length; t++)
        {
            *_x.Pointer = _input.Pointer[t];
            _api.Run(_session, (t & 1) == 0 ? _even : _odd);
            _output[t] = *_y.Pointer;
        }
    }

    private void* Bind(void* x, void* y)
    {
        void* binding = _api.CreateBinding(_session);
        _api.Bind(OrtFunction.BindInput, binding, "x", x);
        _api.Bind(OrtFunction.BindOutput, binding, "y", y);
        return binding;
    }

    private void* State(string name)
    {
        _states[name] = new NativeFloats(_row.Hidden);
        return _api.CreateTensor(_states[name].Pointer, _states[name].Bytes, [1, 1, _row.Hidden]);
    }
}
