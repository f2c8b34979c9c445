using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Native;

/// <summary>A row run by a native library: one call from C# for a sequence, a batch or a block of a stream.</summary>
internal sealed unsafe class NativeWork : LocalWork
{
    private readonly Problem _problem;
    private readonly NativeLibraryExports _library;
    private readonly NativeFloats _input;
    private readonly NativeFloats _outputGradient;
    private readonly NativeFloats _output;
    private readonly NativeFloats _inputGradient;
    private void* _net;

    /// <summary>Takes a net that the library has made.</summary>
    public NativeWork(string variant, Problem problem, NativeLibraryExports library, void* net)
        : base(variant, isManaged: false)
    {
        _problem = problem;
        _library = library;
        _net = net;
        _input = new NativeFloats(problem.Input);
        _outputGradient = new NativeFloats(problem.OutputGradient);
        _output = new NativeFloats(problem.OutputGradient.Length);
        _inputGradient = new NativeFloats(problem.Input.Length);
    }

    /// <inheritdoc/>
    public override Answer Answer()
    {
        if (_problem.Row.Mode != RowMode.Training)
        {
            return new Answer(_output.ToArray());
        }

        var gradients = _problem.Parameters.Select(tensor => new float[tensor.Values.Length]).ToArray();
        for (int i = 0; i < gradients.Length; i++)
        {
            fixed (float* destination = gradients[i])
            {
                _library.Gradient(_net, i, destination);
            }
        }

        return new Answer(_output.ToArray(), _inputGradient.ToArray(), gradients);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_net is not null)
        {
            _library.Destroy(_net);
            _net = null;
            foreach (NativeFloats floats in new[] { _input, _outputGradient, _output, _inputGradient })
            {
                floats.Dispose();
            }
        }

        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void Once()
    {
        if (_problem.Row.IsStepwise)
        {
            _library.Stream(_net, _input.Pointer, _output.Pointer);
        }
        else if (_problem.Row.Mode == RowMode.Training)
        {
            _library.Train(_net, _input.Pointer, _outputGradient.Pointer, _output.Pointer, _inputGradient.Pointer);
        }
        else
        {
            _library.Forward(_net, _input.Pointer, _output.Pointer);
        }
    }
}
