namespace CellGen.Samples.Adapt;

/// <summary>
/// A net that predicts a player and goes on learning while the game runs: between two frames it repeats a piece of what the player
/// has done, one update long. All memory is allocated at the beginning.
/// </summary>
public sealed class Learner
{
    private const int Window = 48;
    private const int Remembered = 1024;

    private readonly HabitNet _net;
    private readonly HabitNet.Tape _tape = new(Window);
    private readonly HabitNet.Gradient _gradient = new();
    private readonly Adam _adam;
    private readonly float[] _inputs = new float[Remembered * Player.InputSize];
    private readonly int[] _moves = new int[Remembered];
    private readonly float[] _scores = new float[Window * Player.Moves];
    private readonly float[] _slopes = new float[Window * Player.Moves];
    private HabitNet.State _state;
    private uint _random = 1;
    private int _count;

    /// <summary>A learner that begins with what a net knows.</summary>
    /// <param name="start">The net; it is not changed.</param>
    public Learner(HabitNet start)
    {
        _net = new HabitNet();
        start.Parameters.CopyTo(_net.Parameters);
        _adam = new Adam(_net.Parameters.Length, learningRate: 0.001f);
    }

    /// <summary>The net.</summary>
    public HabitNet Net => _net;

    /// <summary>Predicts the player's move in a situation.</summary>
    /// <param name="input">[Player.InputSize], what the net sees.</param>
    /// <param name="logProbabilities">[Player.Moves] takes the logarithm of each move's probability.</param>
    public void Predict(ReadOnlySpan<float> input, Span<float> logProbabilities) => _net.Step(input, logProbabilities, ref _state);

    /// <summary>Remembers what the player did.</summary>
    public void Remember(ReadOnlySpan<float> input, int move)
    {
        if (_count == Remembered)
        {
            // The older half goes: habits change.
            _count /= 2;
            Array.Copy(_inputs, _count * Player.InputSize, _inputs, 0, _count * Player.InputSize);
            Array.Copy(_moves, _count, _moves, 0, _count);
        }

        input.CopyTo(_inputs.AsSpan(_count * Player.InputSize));
        _moves[_count++] = move;
    }

    /// <summary>Learns, between two frames: a random piece of what is remembered, forward, backward, and one step of Adam.</summary>
    public void Learn()
    {
        if (_count < 2)
        {
            return;
        }

        int steps = Math.Min(Window, _count);
        int first = (int)(NextRandom() % (uint)(_count - steps + 1));
        ReadOnlySpan<float> inputs = _inputs.AsSpan(first * Player.InputSize, steps * Player.InputSize);
        Span<float> scores = _scores.AsSpan(0, steps * Player.Moves);
        Span<float> slopes = _slopes.AsSpan(0, scores.Length);
        _gradient.Clear();
        _net.Forward(inputs, scores, _tape);
        NegativeLogLikelihood.Compute(scores, _moves.AsSpan(first, steps), Player.Moves, slopes);
        _net.Backward(inputs, slopes, default, _gradient, _tape);
        GradientClipping.ByGlobalNorm(_gradient.Values, maxNorm: 1);
        _adam.Step(_net.Parameters, _gradient.Values);
    }

    /// <summary>Marsaglia's xorshift: which piece comes next.</summary>
    private uint NextRandom()
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        return _random ^= _random << 5;
    }
}
