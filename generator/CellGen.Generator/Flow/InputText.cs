using CellGen.Generator.Model;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>How the input of a net is written: rows of numbers, or tokens.</summary>
internal sealed class InputText(ModelSpec spec)
{
    public bool IsTokens => spec.Tokens is not null;

    /// <summary>The name of the argument.</summary>
    public string Name => IsTokens ? "tokens" : "input";

    public string Element => IsTokens ? "int" : "float";

    /// <summary>The argument's declaration.</summary>
    public string Parameter => $"ReadOnlySpan<{Element}> {Name}";

    /// <summary>The number of elements of one step.</summary>
    public string Size => IsTokens ? "1" : "InputSize";

    /// <summary>The doc comment of the argument, for one sequence.</summary>
    public string Shape => IsTokens ? $"[T] indices, each {Range}" : "[T × InputSize]";

    /// <summary>The doc comment of the argument, for a batch.</summary>
    public string BatchShape => IsTokens ? $"[B × T] or [T × B] indices, each {Range}" : "[B × T × InputSize] or [T × B × InputSize]";

    /// <summary>Counts and checks the steps of one sequence.</summary>
    public string Steps(string memory) => IsTokens
        ? $"int steps = Arguments.TokenSteps(tokens.Length, {memory}.MaxSteps, nameof(tokens));\n{CheckTokens("tokens")}"
        : $"int steps = Arguments.Steps(input.Length, InputSize, {memory}.MaxSteps, nameof(input));";

    /// <summary>Checks tokens.</summary>
    public string CheckTokens(string tokens, string name = "tokens") =>
        $"Arguments.Tokens({tokens}, VocabularySize, outOfVocabulary: {(spec.Tokens!.OutOfVocabulary ? "true" : "false")}, nameof({name}));";

    /// <summary>What one token may be, for doc comments.</summary>
    public string Range => spec.Tokens is { OutOfVocabulary: true }
        ? "from 0 to VocabularySize − 1; all others are out of the vocabulary"
        : "from 0 to VocabularySize − 1";

    /// <summary>Takes tiny values out of the rows of a sequence, before anything reads them.</summary>
    public void EmitClean(CodeWriter writer, string memory)
    {
        if (!IsTokens)
        {
            EmitClean(writer, "input", "inputStep", "steps", "InputSize", memory + ".CleanInput");
        }
    }

    /// <summary>Rows from outside are read without their tiny values.</summary>
    public static void EmitClean(CodeWriter writer, string rows, string step, string count, string size, string copy)
    {
        writer.Line($"if (Denormals.Clean(ref {rows}, {step}, {count}, {size}, ref {copy}))");
        writer.Open();
        writer.Raw($"{rows} = ref {copy};\n{step} = {size};");
        writer.End();
    }

    /// <summary>The reference to a step's input.</summary>
    public string At(string row) => Invariant($"Unsafe.Add(ref {Name}, {row} * {Name}Step)");
}
