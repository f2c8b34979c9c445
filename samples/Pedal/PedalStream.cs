namespace CellGen.Samples.Pedal;

/// <summary>
/// The net as an audio program calls it: a buffer at a time. It has learned what the circuit does in 1/48,000 s; at twice the rate two
/// states take turns, so that each still sees its own rate (Chowdhury 2022, "Sample-rate agnostic recurrent neural networks").
/// Allocates nothing after its construction.
/// </summary>
public sealed class PedalStream
{
    private readonly PedalNet _net;
    private readonly PedalNet.Workspace _workspace;
    private readonly PedalNet.State[] _states;
    private readonly float[] _input;
    private readonly float[] _output;

    /// <summary>A stream that begins in silence.</summary>
    /// <param name="net">The net.</param>
    /// <param name="turns">The number of states that take turns: 1 at 48 kHz, 2 at 96 kHz.</param>
    /// <param name="buffer">The samples of a buffer, a multiple of <paramref name="turns"/>.</param>
    public PedalStream(PedalNet net, int turns, int buffer)
    {
        _net = net;
        _workspace = new PedalNet.Workspace(buffer / turns);
        _states = new PedalNet.State[turns];
        for (int i = 0; i < turns; i++)
        {
            net.Settle(ref _states[i], steps: 4800);
        }

        (_input, _output) = (new float[buffer / turns], new float[buffer / turns]);
    }

    /// <summary>Processes a buffer.</summary>
    public void Process(ReadOnlySpan<float> input, Span<float> output)
    {
        int turns = _states.Length;
        for (int turn = 0; turn < turns; turn++)
        {
            for (int t = 0; t < _input.Length; t++)
            {
                _input[t] = input[(t * turns) + turn];
            }

            _net.Forward(_input, _output, ref _states[turn], _workspace);
            for (int t = 0; t < _output.Length; t++)
            {
                output[(t * turns) + turn] = _output[t];
            }
        }
    }
}
