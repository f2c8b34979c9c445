using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>The arguments of a net's passes, and how they are checked.</summary>
internal sealed class NetworkArguments(CodeWriter writer, NetworkPlan plan)
{
    private readonly InputText _input = new(plan.Spec);

    public IReadOnlyList<OutputSpec> Outputs { get; } = plan.Spec.Outputs;

    public InputText Input => _input;

    /// <summary>The rows of the input and of others, as parameters of what runs a batch.</summary>
    public string RowParameters(IEnumerable<string> others)
    {
        var parameters = new List<string> { $"ref {_input.Element} {_input.Name}, int {_input.Name}Stride, int {_input.Name}Step" };
        parameters.AddRange(others.Select(name => RowsText.User(name)).Select(rows => $"ref float {rows.Reference}, int {rows.Stride}, int {rows.Step}"));
        return string.Join(", ", parameters);
    }

    /// <summary>The rows of a batch of one sequence, as arguments.</summary>
    public string SequenceArguments(Func<OutputSpec, string> nameOf)
    {
        string input = $"ref MemoryMarshal.GetReference({_input.Name}), steps * {_input.Size}, {_input.Size}";
        return string.Join(",\n    ", Outputs.Select(output =>
            $"ref MemoryMarshal.GetReference({nameOf(output)}), {(output.OneRow ? "" : "steps * ")}{output.SizeName}, {output.SizeName}").Prepend(input));
    }

    /// <summary>The rows of a batch, from a sequence on.</summary>
    public string BatchArguments(Func<OutputSpec, string> nameOf, string first)
    {
        string Rows(string span, string batch, string side) => first == "0"
            ? $"ref MemoryMarshal.GetReference({span}), {batch}.{side}Offset(1), {batch}.{side}Step"
            : $"ref Unsafe.Add(ref MemoryMarshal.GetReference({span}), {batch}.{side}Offset({first})), {batch}.{side}Offset(1), {batch}.{side}Step";
        return string.Join(",\n    ", Outputs.Select(output => Rows(nameOf(output), BatchOf(output), "Output")).Prepend(Rows(_input.Name, BatchOf(Outputs[0]), "Input")));
    }

    /// <summary>The variable with the shape of a batch for an output.</summary>
    public static string BatchOf(OutputSpec output) => output.Name.TrimStart('@') + "Batch";

    /// <summary>Finds and checks the shape of a batch.</summary>
    public void EmitBatches(Func<OutputSpec, string> nameOf, string states, string memory)
    {
        foreach (var output in Outputs)
        {
            writer.Raw($"""
                var {BatchOf(output)} = Batch.Create(
                    {_input.Name}.Length, nameof({_input.Name}), {_input.Size}, {nameOf(output)}.Length, nameof({nameOf(output)}), {output.SizeName},
                    oneRow: {(output.OneRow ? "true" : "false")}, lengths, {states}.Length, {memory}.MaxSteps, layout);
                """);
        }

        if (plan.Spec.Tokens is { } tokens)
        {
            writer.Raw($"{BatchOf(Outputs[0])}.CheckTokens(tokens, lengths, VocabularySize, outOfVocabulary: {(tokens.OutOfVocabulary ? "true" : "false")}, nameof(tokens));");
        }
    }

    /// <summary>That what is written, outputs and states, is no memory of anything else.</summary>
    public void EmitDistinctForward(string states, string name)
    {
        foreach (var output in Outputs)
        {
            writer.Raw($"Arguments.DistinctForward({_input.Name}, nameof({_input.Name}), {output.Name}, {states}, nameof({name}), _parameters.Span{(output.Name == "output" ? "" : $", nameof({output.Name})")});");
        }

        EmitDistinctOutputs();
    }

    /// <summary>That no output is memory of another.</summary>
    public void EmitDistinctOutputs()
    {
        for (int i = 0; i < Outputs.Count; i++)
        {
            for (int j = i + 1; j < Outputs.Count; j++)
            {
                writer.Raw($"Arguments.Distinct({Outputs[i].Name}, {Outputs[j].Name}, nameof({Outputs[i].Name}), nameof({Outputs[j].Name}));");
            }
        }
    }
}
