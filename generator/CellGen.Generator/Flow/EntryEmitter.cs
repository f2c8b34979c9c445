using CellGen.Generator.Model;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>
/// Opens the methods of a core that the public ones hand on to: their heads and the checks of their arguments, the same for one stack
/// and for several layers. What they then run is their caller's to emit.
/// </summary>
internal sealed class EntryEmitter(CodeWriter writer, NetFace face)
{
    private readonly ModelSpec _spec = face.Spec;

    public IReadOnlyList<OutputSpec> Outputs => face.Outputs;

    public InputText Input { get; } = new(face.Spec);

    /// <summary>Several layers take each pass over a batch, be it of one sequence.</summary>
    private bool TakesBatches => _spec.IsNetwork;

    private string Table => _spec.HasTable ? ", TokenTable? table" : "";

    /// <summary>Checks the tokens of a batch.</summary>
    private IEnumerable<string> TokenChecks => _spec.Tokens is { } tokens
        ? [$"{BatchOf(Outputs[0])}.CheckTokens(tokens, lengths, VocabularySize, outOfVocabulary: {(tokens.OutOfVocabulary ? "true" : "false")}, nameof(tokens));"]
        : [];

    /// <summary>What the parameters of Backward begin with.</summary>
    private string BackwardStart => $"{Input.Parameter}, {face.GradientParameters}, {(Input.IsTokens ? "" : "Span<float> inputGradient, ")}";

    /// <summary>The variable with the shape of a batch for an output.</summary>
    public string BatchOf(OutputSpec output) => _spec.IsNetwork ? output.Name.TrimStart('@') + "Batch" : "batch";

    /// <summary>Forward over a sequence.</summary>
    public void OpenForward()
    {
        writer.OpenMember(
            "Checks the arguments and runs a sequence, with the memory of a workspace or a tape.",
            $"public void Forward({Input.Parameter}, {face.OutputParameters}, ref State state, {face.Memory} memory{Table})");
        EmitDistinctForward(EmitStates("state"), "state");
        writer.Raw(Input.Steps("memory"));
        EmitLengths(output => output.Name);
        writer.Raw($"{Lengths}memory.Begin({(TakesBatches ? "lengths" : "steps")}, _parameters.Span);");
    }

    /// <summary>Forward over a batch.</summary>
    public void OpenForwardBatch()
    {
        writer.OpenMember(
            TakesBatches ? "Checks the arguments and runs a batch: as many sequences at once as there is memory for." : "Checks the arguments and runs a batch.",
            "public void Forward(",
            $"    {Input.Parameter}, {face.OutputParameters}, ReadOnlySpan<int> lengths, Span<State> states, BatchLayout layout, {face.Memory} memory{Table})");
        EmitDistinctForward("states", "states");
        EmitBatches(output => output.Name, "states", "memory");
        writer.Lines([.. TokenChecks, "memory.Begin(lengths, _parameters.Span);"]);
    }

    /// <summary>Backward over a sequence.</summary>
    public void OpenBackward()
    {
        writer.OpenMember(
            "Checks the arguments and runs the backward pass of a sequence.",
            "public void Backward(",
            $"    {BackwardStart}ref State stateGradient, Gradient gradient, {face.Memory} tape)");
        writer.Raw($"{Input.Steps("tape")}\n{Lengths}tape.BeginBackward({(TakesBatches ? "lengths" : "steps")}, _parameters.Span);");
        EmitLengths(output => output.Gradient);
        EmitGradientChecks("steps, InputSize", EmitStates("stateGradient"), "stateGradient");
    }

    /// <summary>Backward over a batch.</summary>
    public void OpenBackwardBatch()
    {
        string start = $"    {BackwardStart}ReadOnlySpan<int> lengths, Span<State> stateGradients,";
        string end = $"BatchLayout layout, Gradient gradient, {face.Memory} tape)";
        const string begin = "tape.BeginBackward(lengths, _parameters.Span);";
        writer.OpenMember("Checks the arguments and runs the backward pass of a batch.", "public void Backward(", TakesBatches ? $"{start} {end}" : $"{start}\n    {end}");
        EmitBatches(output => output.Gradient, "stateGradients", "tape");
        writer.Lines(TakesBatches ? [.. TokenChecks, begin] : [begin, .. TokenChecks]);
        EmitGradientChecks("1, input.Length", "stateGradients", "stateGradients");
    }

    /// <summary>A step of a stream.</summary>
    public void OpenStep()
    {
        string input = Input.IsTokens ? "int token" : "ReadOnlySpan<float> input";
        writer.OpenMember(
            _spec.Part is null ? "Checks the arguments and runs a step." : "Runs a step.",
            SourceFile.KernelAttribute,
            $"public void Step({input}, {face.OutputParameters}, ref State state{Table})");

        // Of a layer of a net, the net checks the arguments.
        if (_spec.Part is not null)
        {
            return;
        }

        foreach (var output in Outputs)
        {
            writer.Raw($"Arguments.Step({(Input.IsTokens ? "default, 0" : "input, InputSize")}, {output.Name}, {output.SizeName}, ref state, ref _parameters.At(0), PackedLength{Named(output, output.Name)});");
        }

        EmitDistinctOutputs();
        if (Input.IsTokens)
        {
            writer.Raw(Input.CheckTokens("MemoryMarshal.CreateReadOnlySpan(ref token, 1)", "token"));
        }
    }

    /// <summary>A step of many agents.</summary>
    public void OpenStepMany()
    {
        if (_spec.Part is not null)
        {
            writer.OpenMember(
                "Runs a step of each agent; the rows of one agent and the next are any distance apart.",
                SourceFile.KernelAttribute,
                $"public void StepMany({Input.Parameter}, int {Input.Name}Step, {face.OutputParameters}, int outputStep, {(_spec.Cell.IsDense ? "int count" : "Span<State> states")})");
            return;
        }

        writer.OpenMember(
            "Checks the arguments and runs a step of each agent.",
            SourceFile.KernelAttribute,
            $"public void StepMany({Input.Parameter}, {face.OutputParameters}, Span<State> states)");
        writer.Raw($"Arguments.Rows({Input.Name}.Length, states.Length, {Input.Size}, nameof({Input.Name}));");
        foreach (var output in Outputs)
        {
            writer.Raw($"Arguments.Rows({output.Name}.Length, states.Length, {output.SizeName}, nameof({output.Name}));");
        }

        EmitDistinctForward("states", "states");
        if (Input.IsTokens)
        {
            writer.Raw(Input.CheckTokens("tokens"));
        }
    }

    /// <summary>The lengths of a batch of one sequence.</summary>
    private string Lengths => TakesBatches ? "var lengths = MemoryMarshal.CreateReadOnlySpan(ref steps, 1);\n" : "";

    /// <summary>The state of one sequence, or its gradient, as those of a batch.</summary>
    private string EmitStates(string name)
    {
        string one = $"MemoryMarshal.CreateSpan(ref {name}, 1)";
        if (!TakesBatches)
        {
            return one;
        }

        writer.Raw($"var {name}s = {one};");
        return name + "s";
    }

    /// <summary>The last argument of a check that takes an output for "output" unless it is told.</summary>
    private static string Named(OutputSpec output, string name) => output.Name == "output" ? "" : $", nameof({name})";

    private void EmitLengths(Func<OutputSpec, string> nameOf)
    {
        foreach (var output in Outputs)
        {
            writer.Raw($"Arguments.Length({nameOf(output)}.Length, {(output.OneRow ? "1" : "steps")}, {output.SizeName}, nameof({nameOf(output)}));");
        }
    }

    /// <summary>Finds and checks the shape of a batch.</summary>
    private void EmitBatches(Func<OutputSpec, string> nameOf, string states, string memory)
    {
        foreach (var output in Outputs)
        {
            writer.Raw($"""
                var {BatchOf(output)} = Batch.Create(
                    {Input.Name}.Length, nameof({Input.Name}), {Input.Size}, {nameOf(output)}.Length, nameof({nameOf(output)}), {output.SizeName},
                    oneRow: {(output.OneRow ? "true" : "false")}, lengths, {states}.Length, {memory}.MaxSteps, layout);
                """);
        }
    }

    /// <summary>That what is written, outputs and states, is no memory of anything else.</summary>
    private void EmitDistinctForward(string states, string name)
    {
        foreach (var output in Outputs)
        {
            writer.Raw($"Arguments.DistinctForward({Input.Name}, nameof({Input.Name}), {output.Name}, {states}, nameof({name}), _parameters.Span{Named(output, output.Name)});");
        }

        EmitDistinctOutputs();
    }

    /// <summary>That no output is memory of another.</summary>
    private void EmitDistinctOutputs()
    {
        for (int i = 0; i < Outputs.Count; i++)
        {
            for (int j = i + 1; j < Outputs.Count; j++)
            {
                writer.Raw($"Arguments.Distinct({Outputs[i].Name}, {Outputs[j].Name}, nameof({Outputs[i].Name}), nameof({Outputs[j].Name}));");
            }
        }
    }

    /// <summary>The length of the input's gradient, where it is wanted, and that no arguments share memory that should not.</summary>
    private void EmitGradientChecks(string inputShape, string states, string name)
    {
        if (!Input.IsTokens)
        {
            writer.Block($"if (!inputGradient.IsEmpty)", $"Arguments.Length(inputGradient.Length, {inputShape}, nameof(inputGradient));");
            writer.Line();
        }

        foreach (var output in Outputs)
        {
            writer.Raw($"Arguments.DistinctBackward({Input.Name}, nameof({Input.Name}), {output.Gradient}, {(Input.IsTokens ? "default" : "inputGradient")}, {states}, nameof({name}), gradient.Values, _parameters.Span{Named(output, output.Gradient)});");
        }
    }
}
