using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Printing;

/// <summary>Prints kernels in C#, with vectors of a width.</summary>
internal sealed class KernelPrinter(CodeWriter writer, VectorProfile profile)
{
    private readonly ValueText _values = new(profile);
    private readonly ColumnText _columns = new(new VectorText(profile, profile.Lanes));

    /// <summary>Prints a method.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="modifiers">"public override" or "private static".</param>
    public void Print(KernelForm kernel, string modifiers)
    {
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw($"{modifiers} {kernel.Signature.Declaration()}");
        PrintBlock(kernel.Body);
    }

    /// <summary>Prints statements.</summary>
    public void Print(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            Print(statement);
        }
    }

    private void Print(Statement statement)
    {
        switch (statement)
        {
            case Statement.Block block:
                PrintBlock(block.Body);
                break;
            case Statement.For loop:
                string start = loop.Start is { } first ? $"{WholeText.TypeOf(loop.Type)} {loop.Counter} = {WholeText.Of(first)}" : "";
                string step = loop.Step is Whole.Number { Value: 1 } ? "++" : $" += {WholeText.Of(loop.Step)}";
                writer.Raw($"for ({start}; {WholeText.Of(loop.Condition)}; {loop.Counter}{step})");
                PrintBlock(loop.Body);
                break;
            case Statement.Forever loop:
                writer.Raw("while (true)");
                PrintBlock(loop.Body);
                break;
            case Statement.If condition:
                writer.Raw($"if ({WholeText.Of(condition.Condition)})");
                PrintBlock(condition.Body);
                break;
            case Statement.ReturnAfter last:
                writer.Raw($"if (--{last.Counter} == 0)\n{{\n    return;\n}}\n");
                break;
            case Statement.Store store:
                writer.Lines(_values.Vectors(store.Value.Width).StorePartial(_values.Of(store.Value), store.To.Reference, ValueText.OffsetOf(store.To.Offset), store.Valid));
                break;
            case Statement.AddColumn add:
                writer.Lines(_columns.Add(add, _values));
                break;
            case Statement.AddRows add:
                writer.Lines(_columns.Add(add, _values));
                break;
            case Statement.AddScaled add:
                writer.Lines(_columns.Add(add, _values));
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
        Statement.Let let => $"var {let.Name} = {_values.Of(let.Value)};",
        Statement.Declare declare => $"{_values.Vectors(declare.Width).Type} {declare.Name};",
        Statement.Set { Value: Value.Apply { Function: Function.Add } sum } set when sum.Arguments[0] is Value.Local same && same.Name == set.Name => $"{set.Name} += {_values.Of(sum.Arguments[1])};",
        Statement.Set set => $"{set.Name} = {_values.Of(set.Value)};",
        Statement.LetWhole let => $"{WholeText.TypeOf(let.Type)} {let.Name} = {WholeText.Of(let.Value)};",
        Statement.SetWhole set => $"{set.Name} = {WholeText.Of(set.Value)};",
        Statement.LetTruth let => $"bool {let.Name} = {WholeText.Of(let.Value)};",
        Statement.LetReference { IsVolatile: true } let => $"ref VolatileSingle {let.Name} = ref Unsafe.As<float, VolatileSingle>(ref {ValueText.Of(let.To)});",
        Statement.LetReference let => $"ref float {let.Name} = ref {ValueText.Of(let.To)};",
        Statement.SetReference set => $"{set.Name} = ref {ValueText.Of(set.To)};",
        Statement.LetRow { IsAligned: true } row => $"{row.Row} {row.Name}Row = default;\nref float {row.Name} = ref StackMemory.Align(ref Unsafe.As<{row.Row}, float>(ref {row.Name}Row));",
        Statement.LetRow row => $"{row.Row} {row.Name}Row = default;\nref float {row.Name} = ref Unsafe.As<{row.Row}, float>(ref {row.Name}Row);",
        Statement.Copy copy => Invariant($"MemoryMarshal.CreateSpan(ref {ValueText.Of(copy.From)}, {copy.Length}).CopyTo(MemoryMarshal.CreateSpan(ref {ValueText.Of(copy.To)}, {copy.Length}));"),
        Statement.Prefetch prefetch => $"CacheHint.Prefetch(ref {ValueText.Of(prefetch.Line)});",
        Statement.Comment comment => "// " + comment.Text,
        _ => throw new NotSupportedException(statement.GetType().Name),
    };

    private static string Of(Argument argument) => argument switch
    {
        Argument.Reference reference => ValueText.Of(reference.To),
        Argument.Number number => WholeText.Of(number.Value),
        _ => throw new NotSupportedException(argument.GetType().Name),
    };

    private void PrintBlock(IReadOnlyList<Statement> body)
    {
        writer.Open();
        Print(body);
        writer.Close();
    }
}
