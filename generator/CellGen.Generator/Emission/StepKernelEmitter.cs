using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Lowering;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits a fused step of a stream: one layer, from the input to the new state, in one method. The state is read and written
/// where it is; the sums have the order that Forward's have, and so the same bits.
/// </summary>
internal sealed class StepKernelEmitter(CodeWriter writer, NetPlan plan, WidthPlan width)
{
    private readonly VectorProfile _profile = width.Profile;
    private readonly StepPlan _step = plan.Step;

    public void Emit(StepKernel kernel)
    {
        var input = kernel.Input;
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw($"public override {plan.SignatureOf(kernel).Declaration()}");
        writer.Open();
        if (input is not null)
        {
            EmitInput(input);
        }
        else if (plan.Parameters.RecurrentLength > 0)
        {
            writer.Raw("ref float parameters = ref weights;");
        }

        if (width.StepsAsForward)
        {
            EmitShared();
            EmitHead("h");
            writer.Close();
            return;
        }

        ParameterReferences.Emit(writer, plan, biases: true);
        if (_step.Carried.Count > 0)
        {
            writer.Raw("CarriedRow carriedRow = default;\nref float carried = ref Unsafe.As<CarriedRow, float>(ref carriedRow);");
        }

        if (width.Alternates)
        {
            writer.Raw("// Threads may disagree about it: the order of the panels changes no bit.\nbool odd = Odd ^= true;");
        }

        bool inPlace = width.StepsInPlace;
        foreach (string state in _step.StateNames)
        {
            bool direct = state != "h" || inPlace;
            if (!direct)
            {
                writer.Raw("StateRow nextRow = default;");
            }

            writer.Raw($"ref float {state}Next = ref {(direct ? state : "Unsafe.As<StateRow, float>(ref nextRow)")};");
        }

        var head = plan.StepHead;
        new RecurrenceEmitter(writer, plan, width, tape: false)
        {
            WritesOutput = head is null && plan.StepWritesOutput,
            Projected = input is { Columns: 1 } ? new ScalarInputText(plan.Spec.Cell.Bias) : new ProjectedText(),
        }.EmitPhases();
        if (!inPlace)
        {
            new UnitLoop(writer, width.Of(_step.Cell.States[0].State.Units), []).Emit((slice, looped) =>
            {
                var text = new VectorText(_profile, slice.Width);
                var unit = new SlicePlace(slice, looped).Unit;
                writer.Raw(text.Store(text.Load("hNext", unit), "h", unit));
            });
        }

        EmitHead("hNext");
        writer.Close();
    }

    private void EmitShared()
    {
        int states = _step.StateNames.Count;
        writer.Raw(Invariant($"Span<float> memory = stackalloc float[({2 * states} * StateStride) + TapeStride];"));
        writer.Raw("ref float rows = ref MemoryMarshal.GetReference(memory);");
        for (int i = 0; i < states; i++)
        {
            EmitCopy(i, _step.StateNames[i], Invariant($"Unsafe.Add(ref rows, {2 * i} * StateStride)"));
        }

        string call = RecurrenceSignature.Of(plan, tape: true).Call(
        [
            ("parameters", "parameters"),
            ("projected", "projected"),
            ("projectedStep", "0"),
            .. _step.StateNames.Select((state, i) => (state, Invariant($"Unsafe.Add(ref rows, {2 * i} * StateStride)"))),
            ("stateStep", "StateStride"),
            ("output", plan.StepWritesOutput && plan.StepHead is null ? "output" : "Unsafe.Add(ref rows, StateStride)"),
            ("outputStep", "0"),
            ("tape", Invariant($"Unsafe.Add(ref rows, {2 * states} * StateStride)")),
            ("tapeStep", "0"),
            ("steps", "1"),
        ]);
        writer.Raw($"{call};");
        for (int i = 0; i < states; i++)
        {
            EmitCopy(i, Invariant($"Unsafe.Add(ref rows, {(2 * i) + 1} * StateStride)"), _step.StateNames[i]);
        }

        void EmitCopy(int state, string from, string to)
        {
            int units = plan.StateParts[state].Length;
            writer.Raw(Invariant($"MemoryMarshal.CreateSpan(ref {from}, {units}).CopyTo(MemoryMarshal.CreateSpan(ref {to}, {units}));"));
        }
    }

    private void EmitHead(string state)
    {
        if (plan.StepHead is not { } head)
        {
            return;
        }

        writer.Raw("// The head, V h + b.");
        new NarrowProductEmitter(writer, _profile, head) { Weights = "headWeights", Biases = "headBiases" }
            .EmitRow(state, "output");
    }

    private void EmitInput(RowProduct input)
    {
        string length = input.IsVariable ? Invariant($"{plan.Gates.Lanes} * columns") : Invariant($"{plan.Gates.MatrixLength(input.Columns)}");
        if (plan.Spec.Cell.Bias)
        {
            writer.Raw($"ref float inputBiases = ref Unsafe.Add(ref weights, {length});");
            length += Invariant($" + {plan.Gates.Lanes}");
        }

        if (plan.Parameters.RecurrentLength > 0)
        {
            writer.Raw($"ref float parameters = ref Unsafe.Add(ref weights, {length});");
        }

        if (input.Columns == 1 && !width.StepsAsForward)
        {
            writer.Raw("float inputValue = input;");
            return;
        }

        writer.Raw("GateRow gateRow = default;\nref float projected = ref Unsafe.As<GateRow, float>(ref gateRow);");
        if (width.StepsAsForward)
        {
            string call = Signatures.Of(input).Call(
                ("columns", "columns"), ("weights", "weights"), ("biases", "inputBiases"),
                ("input", "input"), ("inputStep", "0"), ("output", "projected"), ("outputStep", "0"), ("rows", "1"));
            writer.Raw($"{call};");
            return;
        }

        writer.Raw($"// {input.Summary}");
        var row = new KernelBuilder();
        new RowProductLowering(row, width, input).BuildRow("weights", "inputBiases", "input", "projected");
        new KernelPrinter(writer, _profile).Print(row.Statements);
        writer.Line();
    }
}
