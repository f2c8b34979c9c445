using System.Runtime.InteropServices;

namespace CellGen;

/// <summary>
/// How large the gradient of a sequence's loss is on its way back through time: where it vanishes, a net cannot learn what is that
/// far back; where it explodes, a step learns nothing else (Bengio, Simard and Frasconi 1994; Pascanu, Mikolov and Bengio 2013).
/// </summary>
/// <remarks>
/// The sequence is run in pieces of one step, from state to state, and back-propagated piece by piece: the gradient that goes from
/// one piece to the one before it is that of the whole sequence. Without dropout; the net is not changed. Allocates nothing
/// after its construction, where the loss does not.
/// </remarks>
/// <example>
/// <code>
/// var probe = new GradientProbe(model, maxSteps: 100, Loss.CrossEntropy);
/// probe.Measure(data.Get(0), norms);                        // norms[t]: ‖dL / d(the state before step t)‖
/// </code>
/// </example>
public sealed class GradientProbe
{
    private readonly TrainingPass _pass;
    private readonly Loss _loss;
    private readonly float[] _states;
    private readonly float[] _stateGradient;
    private readonly float[] _output;
    private readonly float[] _outputGradient;
    private readonly float[] _row;

    /// <summary>Allocates all memory.</summary>
    /// <param name="model">The net.</param>
    /// <param name="maxSteps">The longest sequence, at least 1.</param>
    /// <param name="loss">The loss whose gradient is measured.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1 or more than is possible.</exception>
    /// <exception cref="ArgumentException">The net is an encoder and decoder.</exception>
    public GradientProbe(ITrainable model, int maxSteps, Loss loss)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        _pass = model.NewPass(maxSteps);
        if (_pass.StateSize == 0)
        {
            throw new ArgumentException($"{model.GetType().Name} has no state that goes from step to step of its source; expected a net that is no encoder and decoder.", nameof(model));
        }

        _loss = loss.ForThread(_pass);
        _states = new float[checked(maxSteps * _pass.StateSize)];
        _stateGradient = new float[_pass.StateSize];
        _output = new float[_pass.OutputLength(maxSteps)];
        _outputGradient = new float[_output.Length];
        _row = new float[_pass.OutputLength(1)];
    }

    /// <summary>The norms of a sequence's gradient by the state before each of its steps.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="norms">
    /// [T], as many as the sequence has steps. norms[t] becomes ‖dL / d(state before step t)‖ over all values of the state, h and
    /// an LSTM's c: of the loss at step t and later ones, which is all of it where the loss is that of the last step.
    /// </param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">The sequence has another number of steps, or does not fit the net or the loss.</exception>
    /// <exception cref="InvalidOperationException">The net does not run from state to state: it reads in both directions, or its head the mean of all states.</exception>
    public float Measure(Sequence sequence, Span<float> norms)
    {
        int steps = norms.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1, nameof(norms));
        int length = _pass.OutputLength(steps);
        Span<float> output = _output.AsSpan(0, length);
        Span<float> outputGradient = _outputGradient.AsSpan(0, length);
        _pass.Evaluate(sequence, [], output);
        float loss = _loss.Compute(sequence, output, _pass.OutputSize, outputGradient);
        KeepStates(sequence, output, steps);
        _pass.Gradient.Clear();
        _stateGradient.AsSpan().Clear();
        for (int t = steps - 1; t >= 0; t--)
        {
            Sequence step = SequencePart.Input(sequence, steps, t, 1);
            StateBefore(t).CopyTo(State);
            _pass.Evaluate(step, State, _row, anew: t == 0);
            for (int i = 0; i < _pass.OutputCount; i++)
            {
                ReadOnlySpan<float> gradient = RowOf(outputGradient, i, t, steps);
                gradient.CopyTo(Row(i));
                Row(i)[gradient.Length..].Clear();
            }

            _pass.Backward(step, _row, _stateGradient);
            norms[t] = Norm(_stateGradient);
        }

        return loss;
    }

    /// <summary>Where a step begins, and ends; the place of the state before the first step, which nobody needs.</summary>
    private Span<float> State => StateBefore(0);

    private Span<float> StateBefore(int step) => _states.AsSpan(step * _pass.StateSize, _pass.StateSize);

    /// <summary>The row of an output in a piece of one step.</summary>
    private Span<float> Row(int output)
    {
        var (start, length, _) = _pass.OutputOf(output, _row.Length);
        return _row.AsSpan(start, length);
    }

    /// <summary>The row of an output at a step; nothing where the sequence has one row, which the last step gives.</summary>
    private ReadOnlySpan<float> RowOf(ReadOnlySpan<float> all, int output, int step, int steps)
    {
        var (start, length, size) = _pass.OutputOf(output, all.Length);
        return length == size * steps ? all.Slice(start + (step * size), size) : step == steps - 1 ? all.Slice(start, size) : [];
    }

    /// <summary>Runs the sequence in pieces of one step and keeps the state before each.</summary>
    private void KeepStates(Sequence sequence, ReadOnlySpan<float> output, int steps)
    {
        for (int t = 0; t < steps; t++)
        {
            _pass.Evaluate(SequencePart.Input(sequence, steps, t, 1), State, _row, anew: t == 0);
            if (t + 1 < steps)
            {
                State.CopyTo(StateBefore(t + 1));
            }

            for (int i = 0; i < _pass.OutputCount; i++)
            {
                // A net gives the same bits in pieces, unless a step depends on later ones.
                ReadOnlySpan<float> row = RowOf(output, i, t, steps);
                if (!MemoryMarshal.AsBytes(row).SequenceEqual(MemoryMarshal.AsBytes(Row(i)[..row.Length])))
                {
                    throw new InvalidOperationException(
                        $"Step {t} gives other values alone than in its sequence; expected a net of one direction, with no head over the mean of all states.");
                }
            }
        }
    }

    private static float Norm(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += (double)value * value;
        }

        return (float)Math.Sqrt(sum);
    }
}
