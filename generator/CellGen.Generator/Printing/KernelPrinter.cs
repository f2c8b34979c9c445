using CellGen.Generator.Equations;
using CellGen.Generator.Kernels.Form;
using static System.FormattableString;

namespace CellGen.Generator.Printing;

/// <summary>Prints kernels in C#.</summary>
/// <param name="writer">Where to.</param>
/// <param name="floats">The C# of floats: in vectors, or one at a time.</param>
internal sealed class KernelPrinter(CodeWriter writer, FloatsText floats)
{
    /// <summary>Prints a method.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="modifiers">"public override" or "private static".</param>
    public void Print(KernelForm kernel, string modifiers)
    {
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw($"{modifiers} {kernel.Signature.Declaration()}");
        PrintBlock(kernel.Body, declared: false);
    }

    /// <summary>Prints the statements of a body.</summary>
    /// <param name="body">The statements.</param>
    /// <param name="declared">Whether a body about it has declared the variable of <see cref="FloatsText.VariableOf"/>.</param>
    private void Print(IReadOnlyList<Statement> body, bool declared)
    {
        if (!declared && body.OfType<Statement.AddColumn>().Select(floats.VariableOf).FirstOrDefault(variable => variable is not null) is { } declaration)
        {
            writer.Raw(declaration);
            declared = true;
        }

        foreach (var run in Runs.Of(body))
        {
            if (run.Count > 1)
            {
                writer.Raw(floats.Of(run));
            }
            else
            {
                Print(run[0], declared);
            }
        }
    }

    private void Print(Statement statement, bool declared)
    {
        switch (statement)
        {
            case Statement.Block block:
                PrintBlock(block.Body, declared);
                break;
            case Statement.For loop:
                string start = loop.Start is { } first ? $"{(loop.IsNative ? "nint" : "int")} {loop.Counter} = {WholeText.Of(first)}" : "";
                string step = loop.Step is Whole.Number { Value: 1 } ? "++" : $" += {WholeText.Of(loop.Step)}";
                writer.Raw($"for ({start}; {WholeText.Of(loop.Condition)}; {loop.Counter}{step})");
                PrintBlock(loop.Body, declared);
                break;
            case Statement.Forever loop:
                writer.Raw("while (true)");
                PrintBlock(loop.Body, declared);
                break;
            case Statement.If condition:
                writer.Raw($"if ({WholeText.Of(condition.Condition)})");
                PrintBlock(condition.Body, declared);
                break;
            case Statement.ReturnAfter last:
                writer.Raw($"if (--{last.Counter} == 0)\n{{\n    return;\n}}\n");
                break;
            case Statement.Store store:
                writer.Lines(floats.Of(store));
                break;
            case Statement.AddColumn add:
                writer.Lines(floats.Of(add));
                break;
            case Statement.AddFour add:
                writer.Lines(floats.Of(add));
                break;
            case Statement.AddRows add:
                writer.Lines(floats.Of(add));
                break;
            case Statement.AddScaled add:
                writer.Lines(floats.Of(add));
                break;
            case Statement.Call call:
                writer.Raw(call.Kernel.Call([.. call.Arguments.Select(argument => (argument.Parameter, Of(argument)))]) + ";");
                break;
            case Statement.Pause:
                writer.Line();
                break;
            default:
                writer.Raw(LineOf(statement));
                break;
        }
    }

    private string LineOf(Statement statement) => statement switch
    {
        Statement.Let { Value: Value.Zero } or Statement.Set { Value: Value.Zero } => floats.Of([statement]),
        Statement.Let let => $"{(let.Value.Width == 1 ? "float" : "var")} {let.Name} = {floats.Of(let.Value)};",
        Statement.Set { Value: Value.Apply { Function: Function.Add } sum } set when sum.Arguments[0] is Value.Local same && same.Name == set.Name => $"{set.Name} += {floats.Of(sum.Arguments[1])};",
        Statement.Set set => $"{set.Name} = {floats.Of(set.Value)};",
        Statement.LetWhole let => $"{(let.IsNative ? "nint" : "int")} {let.Name} = {WholeText.Of(let.Value)};",
        Statement.DeclareWhole declare => $"int {declare.Name};",
        Statement.SetWhole set => $"{set.Name} = {WholeText.Of(set.Value)};",
        Statement.LetTruth let => $"bool {let.Name} = {WholeText.Of(let.Value)};",
        Statement.LetReference { IsVolatile: true } let => $"ref VolatileSingle {let.Name} = ref Unsafe.As<float, VolatileSingle>(ref {MemoryText.Of(let.To)});",
        Statement.LetReference let => $"ref float {let.Name} = ref {MemoryText.Of(let.To)};",
        Statement.SetReference set => $"{set.Name} = ref {MemoryText.Of(set.To)};",
        Statement.LetRow { IsAligned: true } row => $"{row.Row} {row.Name}Row = default;\nref float {row.Name} = ref StackMemory.Align(ref Unsafe.As<{row.Row}, float>(ref {row.Name}Row));",
        Statement.LetRow row => $"{row.Row} {row.Name}Row = default;\nref float {row.Name} = ref Unsafe.As<{row.Row}, float>(ref {row.Name}Row);",
        Statement.LetStack stack => $"Span<float> memory = stackalloc float[{WholeText.Of(stack.Length)}];\nref float {stack.Name} = ref MemoryMarshal.GetReference(memory);",
        Statement.Copy copy => Invariant($"MemoryMarshal.CreateSpan(ref {MemoryText.Of(copy.From)}, {copy.Length}).CopyTo(MemoryMarshal.CreateSpan(ref {MemoryText.Of(copy.To)}, {copy.Length}));"),
        Statement.Prefetch prefetch => $"CacheHint.Prefetch(ref {MemoryText.Of(prefetch.Line)});",
        Statement.Comment comment => "// " + comment.Text,
        _ => throw new NotSupportedException(statement.GetType().Name),
    };

    private static string Of(Argument argument) => argument switch
    {
        Argument.Reference reference => MemoryText.Of(reference.To),
        Argument.Number number => WholeText.Of(number.Value),
        _ => throw new NotSupportedException(argument.GetType().Name),
    };

    private void PrintBlock(IReadOnlyList<Statement> body, bool declared)
    {
        writer.Open();
        Print(body, declared);
        writer.Close();
    }
}
