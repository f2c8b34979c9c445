using CellGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CellGen.Generator.Parsing;

/// <summary>What the language of equations has not, in words.</summary>
internal static class EquationLanguage
{
    /// <summary>Reports something that equations cannot say.</summary>
    public static EquationValue? Refuse(EquationSteps steps, IOperation operation)
    {
        if (IsBroken(operation))
        {
            return steps.Fail();
        }

        var (what, instead) = operation switch
        {
            ILoopOperation => ("A loop", "write each equation out, or a method for what they have in common"),
            IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation => ("A condition on a value", "every unit has the same equations; relu and clip have kinks"),
            IInvocationOperation call => ($"'{call.TargetMethod.Name}'", "call functions of the cell, or static methods of your own of this shape"),
            IBinaryOperation => ($"'{operation.Syntax}'", "vectors have + − * / with each other and with numbers"),
            IFieldReferenceOperation { Field: var field } => ($"'{field.Name}', which is no constant,", "make it const"),
            IPropertyReferenceOperation { Property: var property } => ($"'{property.Name}'", "write a number, or a constant"),
            _ => ($"'{Short(operation.Syntax)}'", "it has cell.Let, cell.Next, the functions of the cell, + − * /, numbers, locals and methods of this shape"),
        };
        return steps.Report(operation.Syntax, Descriptors.NotInTheLanguage, what, instead);
    }

    /// <summary>Whether the compiler has an error for it: then that is the one mistake.</summary>
    public static bool IsBroken(IOperation operation) =>
        operation is IInvalidOperation
        || operation.Syntax.ContainsDiagnostics
        || operation.Type is { TypeKind: TypeKind.Error }
        || (operation.SemanticModel is { } model && HasErrors(model, operation.Syntax));

    /// <summary>Whether the compiler reports an error within a part of the text.</summary>
    public static bool HasErrors(SemanticModel model, SyntaxNode part) =>
        model.GetDiagnostics(part.Span).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>Whether a condition depends on a value of the equations, which is known when the net runs.</summary>
    public static bool ReadsValue(IOperation condition) => condition.DescendantsAndSelf().Any(part => EquationVocabulary.IsValue(part.Type));

    /// <summary>The name of a constant in an expression that is generated code: only the analyzer sees it.</summary>
    public static string? ReadsGenerated(IOperation operation) => operation.DescendantsAndSelf()
        .OfType<IFieldReferenceOperation>()
        .Select(reference => reference.Field)
        .FirstOrDefault(IsGenerated)?.Name;

    /// <summary>Whether a symbol is in a file that a generator wrote, ours or another one.</summary>
    public static bool IsGenerated(ISymbol symbol) => GeneratedTree.Holds(symbol) || symbol.DeclaringSyntaxReferences.Any(reference =>
        reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase));

    private static string Short(SyntaxNode node)
    {
        string text = node.ToString().Split('\n')[0].Trim();
        return text.Length > 40 ? text.Substring(0, 40) + "…" : text;
    }
}
