using System.Globalization;
using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CellGen.Generator.Parsing;

/// <summary>Reads what equations ask of the cell: its states, products, names and functions.</summary>
internal sealed class EquationVocabulary(EquationSteps steps)
{
    public const string CellType = "CellGen.CellEquations";

    /// <summary>Whether a type is CellEquations.</summary>
    public static bool IsCell(ITypeSymbol? type) => type?.ToDisplayString() == CellType;

    /// <summary>Whether a type is that of values.</summary>
    public static bool IsValue(ITypeSymbol? type) => type?.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString() is "CellGen.CellValue" or "CellGen.CellState";

    /// <summary>A property of the cell.</summary>
    public EquationValue? Property(IPropertyReferenceOperation property) => property.Property.Name switch
    {
        "H" => steps.Add(new EquationStep(EquationOperation.H), property.Syntax),
        "X" => steps.Add(new EquationStep(EquationOperation.X), property.Syntax),
        "Recurrent" => steps.Add(new EquationStep(EquationOperation.Recurrent), property.Syntax),
        _ => EquationLanguage.Refuse(steps, property),
    };

    /// <summary>A call, with a value for each parameter.</summary>
    public EquationValue? Call(IInvocationOperation call, IReadOnlyList<EquationValue?> arguments)
    {
        var place = call.Syntax;
        var parameters = call.TargetMethod.Parameters;
        EquationStep? step = call.TargetMethod.Name switch
        {
            "State" => Named(EquationOperation.State),
            "W" => Named(EquationOperation.W) is { } gate ? gate with { Bias = HasBias() } : null,
            "Vector" => Named(EquationOperation.Vector),
            "Let" => Named(EquationOperation.Let) is { } let ? Of(let) : null,
            "U" => Named(EquationOperation.U) is { } product ? Product(product) : null,
            "Project" => Of(new EquationStep(EquationOperation.Project)),
            "Exp" => Of(new EquationStep(EquationOperation.Exp)),
            "Next" => Index("state") is { } state && Index("next") is { } next ? new EquationStep(EquationOperation.Next, state, next) : null,
            "Clip" => Bound() is { } bound ? Of(new EquationStep(EquationOperation.Clip) { Number = bound }) : null,
            "Apply" => Chosen() is { } function ? Of(new EquationStep(EquationOperation.Apply) { Function = function }) : null,
            var name when Enum.TryParse(name, out Nonlinearity function) => Of(new EquationStep(EquationOperation.Apply) { Function = function }),
            _ => null,
        };
        if (step is null)
        {
            return steps.HasMistake ? null : EquationLanguage.Refuse(steps, call);
        }

        if (step is { Operation: EquationOperation.Apply, Function: Nonlinearity.Identity })
        {
            return new EquationValue.Step(step.First);
        }

        // What a Let or a Next gives is the value that it names.
        var added = steps.Add(step, place);
        return (added, step.Operation) switch
        {
            (null, _) => null,
            (_, EquationOperation.Let) => new EquationValue.Step(step.First),
            (_, EquationOperation.Next) => new EquationValue.Step(step.Second),
            _ => added,
        };

        EquationValue? Argument(string name) => parameters.FirstOrDefault(parameter => parameter.Name == name) is { } parameter ? arguments[parameter.Ordinal] : null;

        int? Index(string name) => (Argument(name) as EquationValue.Step)?.Index;

        EquationStep? Of(EquationStep operation) => Index("value") is { } index ? operation with { First = index } : null;

        EquationStep? Named(EquationOperation operation) =>
            (Argument("name") ?? Argument("gate")) is EquationValue.Constant { Value: string name }
                ? Check(name) ? new EquationStep(operation) { Name = name } : null
                : null;

        EquationStep? Product(EquationStep product)
        {
            var operand = Argument("operand") ?? (call.TargetMethod.Parameters.Length == 2 ? steps.Add(new EquationStep(EquationOperation.Recurrent), place) : null);
            return operand is EquationValue.Step { Index: var index } ? product with { First = index, Bias = HasBias() } : null;
        }

        bool HasBias() => (Argument("bias") as EquationValue.Constant)?.Value is not false;

        float? Bound()
        {
            float bound = (float)(EquationExpressions.NumberOf(Argument("bound")) ?? 0);
            if (bound > 0 && !float.IsInfinity(bound))
            {
                return bound;
            }

            steps.Report(PlaceOf("bound"), Descriptors.NotInTheLanguage, "A bound that is no number above 0", "write a constant");
            return null;
        }

        Nonlinearity? Chosen() =>
            EquationExpressions.NumberOf(Argument("function")) is { } number && Enum.IsDefined(typeof(Nonlinearity), (int)number) ? (Nonlinearity)(int)number : null;

        bool Check(string name)
        {
            if (EquationNames.MistakeOf(name, call.TargetMethod.Name) is not { } mistake)
            {
                return true;
            }

            steps.Report(PlaceOf("name", "gate"), Descriptors.EquationName, mistake);
            return false;
        }

        SyntaxNode PlaceOf(params string[] names) =>
            call.Arguments.FirstOrDefault(argument => names.Contains(argument.Parameter?.Name))?.Syntax ?? place;
    }
}
