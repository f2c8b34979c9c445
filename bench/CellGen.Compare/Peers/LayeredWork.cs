using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers;

/// <summary>Forward of a net that is written as layers: sequences, batches (one sequence after the other) and streams.</summary>
internal sealed class LayeredWork : LocalWork
{
    private readonly Row _row;
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly float[][] _between;
    private readonly ILayer[] _layers;
    private readonly Func<ReadOnlySpan<float>, float>? _head;

    /// <summary>Makes the layers of every direction.</summary>
    public LayeredWork(string variant, Problem problem, Func<LayerWeights, ILayer> create, Func<ReadOnlySpan<float>, float>? head)
        : base(variant, isManaged: true)
    {
        _row = problem.Row;
        _input = problem.Input;
        _output = new float[_row.Steps * _row.Batch * _row.OutputSize];
        _between = [.. Enumerable.Range(0, 2).Select(_ => new float[_row.Steps * _row.Directions * _row.Hidden])];
        _layers = [.. Enumerable.Range(0, _row.Layers * _row.Directions).Select(i => create(LayerWeights.Of(problem, i / _row.Directions, i % _row.Directions)))];
        _head = head;
    }

    /// <inheritdoc/>
    public override Answer Answer() => new(_output);

    /// <inheritdoc/>
    protected override void Once()
    {
        if (_row.Mode == RowMode.Streaming)
        {
            Stream();
            return;
        }

        for (int sequence = 0; sequence < _row.Batch; sequence++)
        {
            Sequence(sequence);
        }
    }

    private void Stream()
    {
        ILayer layer = _layers[0];
        layer.Reset();
        for (int t = 0; t < _row.Steps; t++)
        {
            layer.Step(_input.AsSpan(t * _row.Input, _row.Input));
            _output[t] = _head!(layer.Hidden);
        }
    }

    private void Sequence(int sequence)
    {
        int width = _row.Directions * _row.Hidden;
        (float[] source, int start, int stride) = (_input, sequence * _row.Input, _row.Batch * _row.Input);
        for (int layer = 0; layer < _row.Layers; layer++)
        {
            bool last = layer == _row.Layers - 1;
            (float[] target, int targetStart, int targetStride) = last ? (_output, sequence * width, _row.Batch * width) : (_between[layer % 2], 0, width);
            for (int direction = 0; direction < _row.Directions; direction++)
            {
                ILayer net = _layers[(layer * _row.Directions) + direction];
                net.Reset();
                for (int i = 0; i < _row.Steps; i++)
                {
                    int t = direction == 0 ? i : _row.Steps - 1 - i;
                    net.Step(source.AsSpan(start + (t * stride), _row.InputOf(layer)));
                    net.Hidden.CopyTo(target.AsSpan(targetStart + (t * targetStride) + (direction * _row.Hidden)));
                }
            }

            (source, start, stride) = (target, targetStart, targetStride);
        }
    }
}
