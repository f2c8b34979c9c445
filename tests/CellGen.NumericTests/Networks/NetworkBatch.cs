using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>Sequences of a net of several layers, laid out as a batch with room for more steps than the longest has.</summary>
internal sealed class NetworkBatch
{
    private readonly NetworkProblem[] _problems;
    private readonly NetworkDescription _net;

    public NetworkBatch(NetworkProblem[] problems, BatchLayout layout, float padding)
    {
        _problems = problems;
        _net = problems[0].Net;
        Layout = layout;
        Lengths = [.. problems.Select(problem => problem.Steps)];
        Steps = Lengths.Max() + 1;
        var rows = _net.ReadsTokens ? [] : BatchRows.Lay([.. problems.Select(problem => problem.Input.Rows)], _net.Input, Steps, layout, padding);
        var tokens = new int[_net.ReadsTokens ? problems.Length * Steps : 0];
        for (int i = 0; i < problems.Length && _net.ReadsTokens; i++)
        {
            for (int step = 0; step < Steps; step++)
            {
                tokens[RowOf(i, step, Steps)] = step < Lengths[i] ? problems[i].Input.Tokens[step] : int.MinValue;
            }
        }

        Input = new(rows, tokens);
    }

    public BatchLayout Layout { get; }

    public int[] Lengths { get; }

    public int Steps { get; }

    public NetworkInput Input { get; }

    public void Fill(INetworkStates states, bool gradients)
    {
        for (int i = 0; i < _problems.Length; i++)
        {
            _problems[i].Fill(states, i, gradients);
        }
    }

    public float[][] NewOutputs() => [.. _net.Outputs.Select(output =>
        Enumerable.Repeat(BitConverter.Int32BitsToSingle(0x7FA12345), _problems.Length * output.Size * (output.HasOneRow ? 1 : Steps)).ToArray())];

    public float[][] OutputGradients() => [.. _net.Outputs.Select((output, k) => BatchRows.Lay(
        [.. _problems.Select(problem => problem.OutputGradients[k])], output.Size, output.HasOneRow ? 1 : Steps, Layout, float.NaN))];

    /// <summary>The rows of each output of a sequence.</summary>
    public float[][] Take(float[][] outputs, int sequence) => [.. _net.Outputs.Zip(outputs, (node, rows) =>
        Take(rows, sequence, node.HasOneRow ? 1 : Lengths[sequence], node.HasOneRow ? 1 : Steps, node.Size))];

    /// <summary>The rows of the input's gradient of a sequence.</summary>
    public float[] TakeInput(float[] rows, int sequence) => Take(rows, sequence, Lengths[sequence], Steps, _net.Input);

    /// <summary>Beyond the ends of the sequences nothing was written.</summary>
    public void AssertUntouched(float[][] outputs, float sentinel)
    {
        foreach (var (node, rows) in _net.Outputs.Zip(outputs))
        {
            int written = node.Size * (node.HasOneRow ? _problems.Length : Lengths.Sum());
            int untouched = rows.Count(value => BitConverter.SingleToInt32Bits(value) == BitConverter.SingleToInt32Bits(sentinel));
            Assert.Equal(rows.Length - written, untouched);
        }
    }

    private int RowOf(int sequence, int step, int steps) => Layout == BatchLayout.TimeFirst ? (step * _problems.Length) + sequence : (sequence * steps) + step;

    private float[] Take(float[] rows, int sequence, int count, int steps, int size) =>
        [.. Enumerable.Range(0, count).SelectMany(step => rows.AsSpan(RowOf(sequence, step, steps) * size, size).ToArray())];
}
