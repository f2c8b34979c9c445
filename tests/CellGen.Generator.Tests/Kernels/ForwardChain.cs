using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>The memory of a chain of a forward recurrence, and what must be in it afterwards.</summary>
internal sealed class ForwardChain : ChainMemory
{
    private readonly bool _tape;
    private readonly Dictionary<string, PassRows> _states;
    private readonly PassRows _output;
    private readonly PassRows _taped;

    /// <inheritdoc/>
    public ForwardChain(NetPlan plan, bool tape, Chain chain, int steps, bool isReversed, Random random)
        : base(plan, tape, chain, steps, isReversed, random)
    {
        _tape = tape;

        // Padded units of the state before may have any number: no weight multiplies it.
        _states = plan.StateParts.ToDictionary(part => part.Name, part => PassRows.Create(isReversed, steps + 1, plan.StateStride, (row, unit) =>
            row == 0 && unit < Initial[part.Name].Length ? Initial[part.Name][unit] : row == 0 && unit < part.RowLength ? 0.5 : double.NaN));
        _output = PassRows.Create(isReversed, steps, plan.Spec.Cell.StateSize, (_, _) => double.NaN);
        _taped = PassRows.Create(isReversed, steps, plan.TapeStride, (_, _) => double.NaN);
    }

    /// <summary>What the kernel takes for this chain; nothing can be read through what it is not to read.</summary>
    public IEnumerable<KeyValuePair<string, object>> Arguments()
    {
        FormReference nothing = Array.Empty<double>();
        double[] carried = new double[Step.Carried.Count * Plan.StateStride];
        Array.Fill(carried, double.NaN);
        return Named(
        [
            ("parameters", Layer.Recurrent), ("weights", ReadsInput ? Layer.Reference : nothing), ("input", ReadsInput ? Input.Reference : nothing), ("inputStep", Input.Step),
            ("projected", ReadsInput ? nothing : Projected.Reference), ("projectedStep", Projected.Step),
            .. _states.Select(state => (state.Key, (object)state.Value.Reference)), ("stateStep", _states["h"].Step),
            ("output", _output.Reference), ("outputStep", _output.Step), ("tape", _taped.Reference), ("tapeStep", _taped.Step),
            ("carried", (FormReference)carried), ("mask", MaskRow),
        ]);
    }

    /// <summary>The new states, the outputs and the tape hold what the equations say, and nothing else is written.</summary>
    public void Check()
    {
        var steps = Run();
        for (int step = 0; step < Steps; step++)
        {
            int now = step;
            for (int value = 0; _tape && value < Step.Taped.Count; value++)
            {
                int start = value * Plan.TapedLength;
                Same(steps[step][Taped(Step.Taped[value])], unit => _taped[now, start + unit], $"{Step.Taped[value]} on the tape");
            }

            foreach (var part in Plan.StateParts)
            {
                var rows = _states[part.Name];
                Same(steps[step][NextOf(part.Name)], unit => rows[now + 1, unit], $"{part.Name}'");
                Untouched(rows, step + 1, part.RowLength);
            }

            Same(steps[step][NextOf("h")], unit => _output[now, unit], "output");
            Untouched(_taped, step, _tape ? Step.Taped.Count * Plan.TapedLength : 0);

            void Same(double[] expected, Func<int, double> actual, string what)
            {
                for (int unit = 0; unit < expected.Length; unit++)
                {
                    Near.Assert(expected[unit], actual(unit), () => $"{(_tape ? "taped " : "")}{Chain.Prefix} {what}, step {now}, unit {unit}");
                }
            }
        }

        Assert.All([_output, _taped, Input, Projected, .. _states.Values], rows => rows.Rows.AssertGuarded());
        Assert.All(Initial, state => Assert.Equal(state.Value, Enumerable.Range(0, state.Value.Length).Select(unit => _states[state.Key][0, unit])));
    }

    private void Untouched(PassRows rows, int row, int from)
    {
        for (int place = from; place < rows.Rows.Length; place++)
        {
            if (!double.IsNaN(rows[row, place]))
            {
                Assert.Fail($"{Chain.Prefix} place {place} of a row is written, from {from} on are none");
            }
        }
    }
}
