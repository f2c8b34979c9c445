using CellGen.Generator.Equations;
using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// The memory of a chain of the backward recurrence: a tape and states that a forward run has left, gradients of the outputs
/// and of the last states; and what must be in it afterwards.
/// </summary>
internal sealed class BackwardChain : ChainMemory
{
    private readonly List<Dictionary<Expression, double[]>> _forward;
    private readonly Dictionary<string, double[]> _lastGradients;
    private readonly PassRows _tape;
    private readonly Dictionary<string, PassRows> _states;
    private readonly PassRows _outputGradient;
    private readonly PassRows _inputGates;
    private readonly PassRows _productGates;
    private readonly Dictionary<string, double[]> _stateGradients;
    private readonly double[] _vectorsBefore;
    private readonly double[] _vectors;

    /// <param name="plan">The net.</param>
    /// <param name="chain">What the names of the kernel's variables begin with.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="isReversed">Whether the forward pass of the chain runs from the last step of the sequence to the first.</param>
    /// <param name="random">What the numbers are drawn from.</param>
    public BackwardChain(NetPlan plan, Chain chain, int steps, bool isReversed, Random random)
        : base(plan, tape: true, chain, steps, isReversed, random)
    {
        _forward = Run();

        // Padded units of a tape have some number or other: their gradients are zero all the same.
        const double Padding = 0.5;
        PassRows Rows(int length, Func<int, int, double> value) => PassRows.Create(!isReversed, steps, length, (visited, place) => value(steps - 1 - visited, place));
        List<Expression> values = [.. Step.Taped.Select(Taped)];
        _tape = Rows(plan.TapeStride, (step, place) =>
        {
            var (value, unit) = (place / plan.TapedLength, place % plan.TapedLength);
            double[] taped = value < values.Count ? _forward[step][values[value]] : [];
            return unit < taped.Length ? taped[unit] : taped.Length == 0 ? double.NaN : Padding;
        });
        _states = plan.StateParts.ToDictionary(part => part.Name, part => Rows(plan.StateStride, (step, unit) =>
            unit < Before(part.Name, step).Length ? Before(part.Name, step)[unit] : unit < part.RowLength ? Padding : double.NaN));
        _outputGradient = Rows(plan.Spec.Cell.StateSize, (_, _) => Draw());
        _inputGates = Rows(plan.Gates.Lanes, (_, lane) => Unwritten(plan.Gates, lane));
        double[] product = [.. Separate.SelectMany(each => Enumerable.Range(0, each.Layout.Lanes).Select(lane => Unwritten(each.Layout, lane)))];
        _productGates = Rows(plan.ProductGateLanes, (_, lane) => product[lane]);

        // Gradients of states have zeros in all lanes: a product adds to whole vectors.
        _lastGradients = Initial.ToDictionary(state => state.Key, state => state.Value.Select(_ => Draw()).ToArray());
        _stateGradients = _lastGradients.ToDictionary(state => state.Key, state =>
        {
            double[] row = new double[plan.StateStride];
            state.Value.CopyTo(row, 0);
            return row;
        });
        _vectors = new double[plan.Training.Cell.Vectors.Count * plan.StateStride];
        for (int i = 0; i < _vectors.Length; i++)
        {
            int unit = i % plan.StateStride;
            _vectors[i] = unit < plan.Spec.Cell.Hidden ? Draw() : unit < plan.UnitLanes.PaddedUnits ? 0 : double.NaN;
        }

        _vectorsBefore = [.. _vectors];
    }

    /// <summary>The matrices whose gradients are not those of W x, and where in a row of gradients theirs begin.</summary>
    private IEnumerable<(LaneLayout Layout, int Start)> Separate => Step.Phases.Where(phase => phase is { Product: not null, SharesGradients: false })
        .Select(phase => (Plan.MatrixOf(phase.Product!).Layout, Plan.ProductGateOffset(phase.Product!)));

    /// <summary>What the kernel takes for this chain.</summary>
    public IEnumerable<KeyValuePair<string, object>> Arguments()
    {
        double[] operands = new double[Plan.InnerOperands.Count * Plan.StateStride];
        Array.Fill(operands, double.NaN);
        return Named(
        [
            ("parameters", Layer.Recurrent), ("vectorGradients", (FormReference)_vectors), ("transposed", Layer.Transposed),
            .. _stateGradients.Select(state => (state.Key + "Gradient", (object)(FormReference)state.Value)),
            ("operandGradients", (FormReference)operands), ("mask", MaskRow), ("tape", _tape.Reference), ("tapeStep", _tape.Step),
            .. _states.Select(state => (state.Key, (object)state.Value.Reference)), ("stateStep", _states["h"].Step),
            ("outputGradient", _outputGradient.Reference), ("outputStep", _outputGradient.Step),
            ("inputGates", _inputGates.Reference), ("inputGateStep", _inputGates.Step),
            ("productGates", _productGates.Reference), ("productGateStep", _productGates.Step),
        ]);
    }

    /// <summary>The gradients are those that flow back through the equations, and nothing else is written.</summary>
    public void Check()
    {
        var state = _lastGradients;
        var vectors = Step.Cell.Vectors.ToDictionary(vector => vector, _ => new double[Plan.Spec.Cell.Hidden]);
        for (int step = Steps - 1; step >= 0; step--)
        {
            int now = step;
            var before = state;
            var gradients = Oracle.Backward(_forward[step], name => name == "h" ? [.. before[name].Select((each, unit) => each + OutputGradient(now, unit))] : before[name]);
            state = Oracle.Cell.States.ToDictionary(update => update.State.Name!, update => gradients.GetValueOrDefault(update.State, new double[before[update.State.Name!].Length]));
            foreach (var affine in gradients.Keys.OfType<Affine>())
            {
                for (int unit = 0; unit < gradients[affine].Length; unit++)
                {
                    Same(gradients[affine][unit], GateGradient(now, affine, unit), $"gate {affine.Gate} of {affine.Source}, step {now}", unit);
                }
            }

            foreach (var vector in Step.Cell.Vectors)
            {
                vectors[vector] = [.. vectors[vector].Zip(gradients[vector], (sum, each) => sum + each)];
            }

            CheckPadding(now);
        }

        foreach (var (name, gradient) in state)
        {
            Assert.All(gradient, (each, unit) => Same(each, _stateGradients[name][unit], $"gradient of {name}", unit));
            Assert.All(_stateGradients[name].Skip(gradient.Length), padding => Assert.Equal(0, padding));
        }

        foreach (var (vector, gradient) in vectors)
        {
            Assert.All(gradient, (each, unit) => Same(each, VectorGradient(vector, unit), $"gradient of {vector.Name}", unit));
        }

        Assert.All([_tape, _outputGradient, _inputGates, _productGates, .. _states.Values], rows => rows.Rows.AssertGuarded());
    }

    /// <summary>Some of the gradients, of every kind, are difference quotients of the loss: the outputs and last states times their gradients.</summary>
    public void CheckDifferences()
    {
        foreach (var affine in Step.Cell.Values().OfType<Affine>())
        {
            var (step, unit) = (Random.Next(Steps), Random.Next(Oracle.Size(affine)));
            Quotient((now, value, each) => now == step && value == affine && each == unit, GateGradient(step, affine, unit), $"gate {affine.Gate} of {affine.Source}, step {step}");
        }

        foreach (var update in Step.Cell.States)
        {
            int unit = Random.Next(Oracle.Size(update.State));
            Quotient((now, value, each) => now == 0 && value == update.State && each == unit, _stateGradients[update.State.Name!][unit], $"gradient of {update.State.Name}");
        }

        foreach (var vector in Step.Cell.Vectors)
        {
            int unit = Random.Next(Plan.Spec.Cell.Hidden);
            Quotient((_, value, each) => value == vector && each == unit, VectorGradient(vector, unit), $"gradient of {vector.Name}");
        }
    }

    private void Quotient(Func<int, Expression, int, bool> isMoved, double gradient, string what)
    {
        const double By = 1e-6;
        double Loss(double by) => Run((step, value, unit) => isMoved(step, value, unit) ? by : 0).Select((values, step) => Step.Cell.States.Sum(update =>
            values[update.Next].Select((each, unit) => each * ((update.State.Name == "h" ? OutputGradient(step, unit) : 0) + (step == Steps - 1 ? _lastGradients[update.State.Name!][unit] : 0))).Sum())).Sum();
        double quotient = (Loss(By) - Loss(-By)) / (2 * By);
        if (!(Math.Abs(quotient - gradient) < 1e-7))
        {
            Assert.Fail($"{Chain.Prefix} {what}: the quotient is {quotient}, the gradient {gradient}");
        }
    }

    private double[] Before(string state, int step) => step == 0 ? Initial[state] : _forward[step - 1][NextOf(state)];

    private double OutputGradient(int step, int unit) => _outputGradient[Steps - 1 - step, unit];

    private double VectorGradient(Parameter vector, int unit)
    {
        int place = (Step.Vectors.IndexOf(vector.Name!) * Plan.StateStride) + unit;
        return _vectors[place] - _vectorsBefore[place];
    }

    /// <summary>What the kernel has stored as the gradient of W x, or of a product of the recurrence.</summary>
    private double GateGradient(int step, Affine affine, int unit)
    {
        var phase = Step.Phases.SingleOrDefault(each => each.Product is { } product && product.Source == affine.Source && product.Gates.Contains(affine.Gate));
        if (affine.Source == AffineSource.Input || phase!.SharesGradients)
        {
            return _inputGates[Steps - 1 - step, Plan.Gates.Lane(Step.Cell.Gates.IndexOf(affine.Gate), unit)];
        }

        var layout = Plan.MatrixOf(phase.Product!).Layout;
        return _productGates[Steps - 1 - step, Plan.ProductGateOffset(phase.Product!) + layout.Lane(phase.Product!.Gates.IndexOf(affine.Gate), unit)];
    }

    /// <summary>The gradients of padding are zero, or nobody has written them: they are summed up with the others.</summary>
    private void CheckPadding(int step)
    {
        Check(_inputGates, Plan.Gates, 0);
        foreach (var (layout, start) in Separate)
        {
            Check(_productGates, layout, start);
        }

        void Check(PassRows rows, LaneLayout layout, int start)
        {
            foreach (int lane in Enumerable.Range(0, layout.Lanes).Except(LanesOf(layout)))
            {
                double gradient = rows[Steps - 1 - step, start + lane];
                if (!(gradient == 0 || double.IsNaN(gradient)))
                {
                    Assert.Fail($"{Chain.Prefix} the gradient of padding, lane {lane}, is {gradient}");
                }
            }
        }
    }

    /// <summary>
    /// What a row of gradients holds before: gradients are not read before they are written, nor what only rounds up; the
    /// padding of a block may be, without vectors nobody writes it, and it is zero from the start.
    /// </summary>
    private static double Unwritten(LaneLayout layout, int lane) => lane >= layout.UsedLanes || LanesOf(layout).Contains(lane) ? double.NaN : 0;

    private void Same(double expected, double actual, string what, int unit) => Near.Assert(expected, actual, () => $"{Chain.Prefix} {what}, unit {unit}");
}
