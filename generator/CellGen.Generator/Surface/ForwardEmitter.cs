using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits Forward: the checks of its overloads, for one sequence and for batches.</summary>
internal sealed class ForwardEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly InputText _input = new(plan.Spec);

    public void Emit()
    {
        bool[] tapes = _spec.Network.Training ? [false, true] : [false];
        foreach (bool tape in tapes)
        {
            EmitFromZero(tape);
            EmitFromState(tape);
            EmitBatch(tape);
        }

        foreach (bool tape in tapes)
        {
            new SequenceEmitter(writer, plan, tape).Emit();
        }

        if (plan.RunsBatchLanes)
        {
            new BatchLanesEmitter(writer, plan).Emit();
        }

        if (_spec.HasStep)
        {
            new StepEmitter(writer, plan).Emit();
            if (_spec.Network.Agents)
            {
                new StepManyEmitter(writer, plan).Emit();
            }
            else
            {
                new LeftOutEmitter(writer, _spec).EmitStepMany();
            }
        }
    }

    private static string Memory(bool tape) => tape ? "tape" : "workspace";

    private static string Type(bool tape) => tape ? "Tape" : "Workspace";

    /// <summary>The optional table of an embedding's products: for inference alone.</summary>
    private bool HasTable(bool tape) => _spec.IsEmbedded && !tape;

    private string TableParameter(bool tape) => HasTable(tape) ? ", TokenTable? table = null" : "";

    private string TableArgument(bool tape) => HasTable(tape) ? ", table" : "";

    private string OutputShape => _spec.OneRow ? "[OutputSize]" : "[T × OutputSize]";

    private string OutputRows => _spec.OneRow ? "1" : "steps";

    private string CellStates(string text) => plan.Step.StateNames.Count > 1 ? text : "";

    private void EmitDocs(bool tape, string summary, string input, string output, string errors, params string[] more)
    {
        writer.Raw($"/// <summary>{summary}</summary>");
        writer.Raw($"/// <param name=\"{_input.Name}\">{input}</param>");
        writer.Raw($"/// <param name=\"output\">{output}</param>");
        foreach (string line in more)
        {
            writer.Raw("/// " + line);
        }

        writer.Raw($"/// <param name=\"{Memory(tape)}\">{(tape ? "keeps what Backward needs; made for at least T steps" : "scratch memory for at least T steps")}</param>");
        if (HasTable(tape))
        {
            writer.Raw("/// <param name=\"table\">the embedding's products, from FoldEmbedding: the same bits in less time; or null</param>");
        }

        writer.Raw($"/// <exception cref=\"ArgumentException\">{errors}</exception>");
    }

    private string Errors => "A span has not the length that its shape says, or T is too large"
        + (_spec.Tokens is { OutOfVocabulary: false } ? ", or a token is out of the vocabulary" : "") + Shared("state");

    /// <summary>What the docs say of arguments that share memory.</summary>
    private static string Shared(string states) => $", or output or {states} share memory with each other, the input or the parameters.";

    /// <summary>The check that they do not.</summary>
    private string CheckMemory(string states, string name) =>
        $"Arguments.DistinctForward({_input.Name}, nameof({_input.Name}), output, {states}, nameof({name}), _parameters.Span);";

    private void EmitFromZero(bool tape)
    {
        EmitDocs(tape, "Runs the net over a sequence, from a zero state.", _input.Shape, OutputShape, Errors);
        writer.Open($"public void Forward({_input.Parameter}, Span<float> output, {Type(tape)} {Memory(tape)}{TableParameter(tape)})");
        writer.Raw($"State state = default;\nForward({_input.Name}, output, ref state, {Memory(tape)}{TableArgument(tape)});");
        writer.Close();
        writer.Line();
    }

    private void EmitFromState(bool tape)
    {
        EmitDocs(
            tape,
            "Runs the net over a sequence, from a state to a state.",
            _input.Shape,
            OutputShape,
            Errors,
            $"<param name=\"state\">In: the state before the first step (h0{CellStates(", c0")}); out: after the last (hn{CellStates(", cn")}).</param>");
        writer.Open($"public void Forward({_input.Parameter}, Span<float> output, ref State state, {Type(tape)} {Memory(tape)}{TableParameter(tape)})");
        writer.Raw($"ArgumentNullException.ThrowIfNull({Memory(tape)});");
        writer.Raw(CheckMemory("MemoryMarshal.CreateSpan(ref state, 1)", "state"));
        writer.Raw(_input.Steps(Memory(tape)));
        writer.Raw($"Arguments.Length(output.Length, {OutputRows}, OutputSize, nameof(output));");
        if (tape)
        {
            writer.Raw("tape.Begin(MemoryMarshal.CreateReadOnlySpan(ref steps, 1), _parameters.Span);");
        }

        writer.Raw($"Run(ref MemoryMarshal.GetReference({_input.Name}), {_input.Size}, ref MemoryMarshal.GetReference(output), OutputSize, steps, ref state, {Memory(tape)}{TableArgument(tape)});");
        writer.Close();
        writer.Line();
    }

    private void EmitBatch(bool tape)
    {
        EmitDocs(
            tape,
            "Runs the net over a batch of sequences of different lengths: each gives the bits that it gives alone. What lies beyond a sequence's end is neither read nor written.",
            _input.BatchShape,
            _spec.OneRow ? "[B × OutputSize]" : "[B × T × OutputSize] or [T × B × OutputSize]",
            "A span has not the length that its shape says, or a length is not from 1 to T, or too large"
                + (_spec.Tokens is { OutOfVocabulary: false } ? ", or a token is out of the vocabulary" : "") + Shared("states"),
            "<param name=\"lengths\">[B] the number of steps of each sequence</param>",
            $"<param name=\"states\">[B] in: each sequence's state before its first step; out: after its last. Or empty: zero at first, and not wanted.</param>",
            "<param name=\"layout\">the order of the rows of input and output</param>");
        writer.Raw("public void Forward(");
        writer.Raw($"    {_input.Parameter}, Span<float> output, ReadOnlySpan<int> lengths, Span<State> states, {Type(tape)} {Memory(tape)},");
        writer.Raw($"    BatchLayout layout = BatchLayout.BatchFirst{TableParameter(tape)})");
        writer.Open();
        writer.Raw($"ArgumentNullException.ThrowIfNull({Memory(tape)});");
        writer.Raw(CheckMemory("states", "states"));
        writer.Raw($"""
            var batch = Batch.Create(
                {_input.Name}.Length, nameof({_input.Name}), {_input.Size}, output.Length, nameof(output), OutputSize,
                oneRow: {(_spec.OneRow ? "true" : "false")}, lengths, states.Length, {Memory(tape)}.MaxSteps, layout);
            """);
        if (_spec.Tokens is not null)
        {
            writer.Raw($"batch.CheckTokens(tokens, lengths, VocabularySize, outOfVocabulary: {(_spec.Tokens.OutOfVocabulary ? "true" : "false")}, nameof(tokens));");
        }

        if (tape)
        {
            writer.Raw("tape.Begin(lengths, _parameters.Span);");
        }

        bool groups = plan.RunsBatchLanes && !tape;
        writer.Open($"for (int sequence = 0; sequence < lengths.Length; sequence++)");
        if (groups)
        {
            EmitGroup();
        }

        writer.Raw("""
            State none = default;
            ref State state = ref states.IsEmpty ? ref none : ref states[sequence];
            """);
        if (tape)
        {
            writer.Raw("tape.Select(sequence);");
        }

        writer.Raw($"""
            Run(
                ref Unsafe.Add(ref MemoryMarshal.GetReference({_input.Name}), batch.InputOffset(sequence)), batch.InputStep,
                ref Unsafe.Add(ref MemoryMarshal.GetReference(output), batch.OutputOffset(sequence)), batch.OutputStep,
                lengths[sequence], ref state, {Memory(tape)}{TableArgument(tape)});
            """);
        writer.Close();
        writer.Close();
        writer.Line();
    }

    /// <summary>Neighbours of one length run side by side, if they are many enough; a table of products serves one at a time.</summary>
    private void EmitGroup()
    {
        writer.Raw("int group = Batch.CountAlike(lengths[sequence..], _kernels.Agents);");
        writer.Open(HasTable(tape: false)
            ? (FormattableString)$"if (group >= _kernels.FewestAgents && workspace.HoldsGroup && table is null)"
            : $"if (group >= _kernels.FewestAgents && workspace.HoldsGroup)");
        writer.Raw($"""
            RunGroup(
                ref Unsafe.Add(ref MemoryMarshal.GetReference({_input.Name}), batch.InputOffset(sequence)), batch.InputOffset(1), batch.InputStep,
                ref Unsafe.Add(ref MemoryMarshal.GetReference(output), batch.OutputOffset(sequence)), batch.OutputOffset(1), batch.OutputStep,
                lengths[sequence], group, states.IsEmpty ? states : states.Slice(sequence, group), workspace);
            sequence += group - 1;
            continue;
            """);
        writer.Close();
        writer.Line();
    }
}
