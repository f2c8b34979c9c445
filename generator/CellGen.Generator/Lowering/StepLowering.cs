using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Lowering;

/// <summary>
/// A fused step of a stream: one layer, from the input to the new state, in one kernel. The state is read and written where it is;
/// the sums have the order that Forward's have, and so the same bits.
/// </summary>
internal sealed class StepLowering(NetPlan plan, WidthPlan width)
{
    private readonly KernelBuilder _kernel = new();
    private readonly StepPlan _step = plan.Step;

    public KernelForm Lower(StepKernel step)
    {
        if (step.Input is not null)
        {
            BuildInput(step.Input);
        }
        else if (plan.Parameters.RecurrentLength > 0)
        {
            _kernel.LetReference("parameters", "weights");
        }

        if (width.StepsAsForward)
        {
            BuildShared();
            BuildHead("h");
        }
        else
        {
            BuildStep(step.Input);
            BuildHead("hNext");
        }

        return new KernelForm(plan.SignatureOf(step), _kernel.Statements);
    }

    private void BuildStep(RowProduct? input)
    {
        ParameterReferences.Build(_kernel, plan, biases: true);
        if (_step.Carried.Count > 0)
        {
            _kernel.Add(new Statement.LetRow("carried", "CarriedRow"));
        }

        if (width.Alternates)
        {
            _kernel.Comment("Threads may disagree about it: the order of the panels changes no bit.");
            _kernel.LetTruth("odd", new Truth.TurnedOver("Odd"));
        }

        foreach (string state in _step.StateNames)
        {
            if (width.StoresInPlace(state))
            {
                _kernel.LetReference(state + "Next", state);
            }
            else
            {
                _kernel.Add(new Statement.LetRow(state + "Next", "StateRow"));
            }
        }

        var projected = new ProjectedInput();
        if (input is not null && width.HoldsInput(input))
        {
            var held = new RegisterInput(_kernel, input, width.Profile);
            held.Begin();
            projected = held;
        }

        new RecurrenceLowering(_kernel, plan, width, tape: false)
        {
            WritesOutput = plan.StepHead is null && plan.StepWritesOutput,
            Projected = projected,
            Input = input is null ? new Memory("projected", plan.Gates.Lanes) : "input",
        }.BuildPhases();
        foreach (var state in _step.Cell.States.Select(update => update.State).Where(state => !width.StoresInPlace(state.Name!)))
        {
            new UnitLoop(_kernel, width.Of(state.Units), []).Build(place =>
                _kernel.Store(new Memory(state.Name!, place.Unit), new Value.Load(place.Width, new Memory(state.Name + "Next", place.Unit))));
        }
    }

    /// <summary>A step as one of ForwardTaped, on copies of the states.</summary>
    private void BuildShared()
    {
        int states = _step.StateNames.Count;
        Memory Row(int index) => new("rows", (Whole)index * "StateStride");
        _kernel.Add(new Statement.LetStack("rows", ((Whole)(2 * states) * "StateStride") + "TapeStride"));
        for (int i = 0; i < states; i++)
        {
            _kernel.Add(new Statement.Copy(_step.StateNames[i], Row(2 * i), plan.StateParts[i].Length));
        }

        bool writesOutput = plan.StepWritesOutput && plan.StepHead is null;
        _kernel.Run(
            RecurrenceSignature.Of(plan, tape: true),
            [
                new Argument.Number("inputStep", 0),
                new Argument.Number("projectedStep", 0),
                .. _step.StateNames.Select((state, i) => new Argument.Reference(state, Row(2 * i))),
                new Argument.Reference("output", writesOutput ? "output" : Row(1)),
                new Argument.Number("outputStep", 0),
                new Argument.Reference("tape", Row(2 * states)),
                new Argument.Number("tapeStep", 0),
                new Argument.Number("stateStep", "StateStride"),
                new Argument.Number("steps", 1),
            ]);
        for (int i = 0; i < states; i++)
        {
            _kernel.Add(new Statement.Copy(Row((2 * i) + 1), _step.StateNames[i], plan.StateParts[i].Length));
        }
    }

    private void BuildHead(string state)
    {
        if (plan.StepHead is not { } head)
        {
            return;
        }

        _kernel.Comment("The head, V h + b.");
        new NarrowProductLowering(_kernel, width.Profile, head).BuildRow("headWeights", "headBiases", state, "output");
    }

    private void BuildInput(RowProduct input)
    {
        var length = plan.Gates.Lanes * ColumnCount.Of(input.Columns, input.IsVariable);
        if (plan.Spec.Cell.Bias)
        {
            _kernel.LetReference("inputBiases", new Memory("weights", length));
            length += plan.Gates.Lanes;
        }

        if (plan.Parameters.RecurrentLength > 0)
        {
            _kernel.LetReference("parameters", new Memory("weights", length));
        }

        if (width.HoldsInput(input))
        {
            return;
        }

        _kernel.Add(new Statement.LetRow("projected", "GateRow"));
        if (width.StepsAsForward)
        {
            _kernel.Run(
                Signatures.Of(input),
                new Argument.Reference("biases", "inputBiases"),
                new Argument.Number("inputStep", 0),
                new Argument.Reference("output", "projected"),
                new Argument.Number("outputStep", 0),
                new Argument.Number("rows", 1));
            if (_step.ReadsInput)
            {
                _kernel.Add(new Statement.Copy("input", new Memory("projected", plan.Gates.Lanes), plan.Spec.Cell.Hidden));
            }

            return;
        }

        _kernel.Comment("W x + b_ih of the layer.");
        new RowProductLowering(_kernel, width, input).BuildRow("weights", "inputBiases", "input", "projected");
        _kernel.Pause();
    }
}
