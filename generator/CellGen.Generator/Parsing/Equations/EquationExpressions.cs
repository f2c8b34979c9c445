using System.Globalization;
using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CellGen.Generator.Parsing;

/// <summary>Reads the expressions of a user's equations.</summary>
internal sealed class EquationExpressions(EquationReader reader, EquationSteps steps)
{
    /// <summary>The value, or null where there was a mistake.</summary>
    public EquationValue? Value(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: { } constant })
        {
            return EquationLanguage.ReadsGenerated(operation) is { } generated
                ? steps.Report(operation.Syntax, Descriptors.NotInTheLanguage, $"'{generated}', which is generated code,", "the generator cannot see it; write the number, or a constant of your own")
                : new EquationValue.Constant(constant);
        }

        switch (operation)
        {
            case IConversionOperation conversion:
                return Converted(conversion);
            case ILocalReferenceOperation local:
                return reader.Variable(local.Local);
            case IParameterReferenceOperation parameter:
                return reader.Variable(parameter.Parameter);
            case IBinaryOperation binary:
                return Binary(binary);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } minus:
                return Negative(minus);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not when reader.Value(not.Operand) is EquationValue.Constant { Value: bool truth }:
                return new EquationValue.Constant(!truth);
            case IInvocationOperation call:
                return Call(call);
            case IPropertyReferenceOperation { Instance: { } instance } property when EquationVocabulary.IsCell(property.Property.ContainingType):
                return reader.Value(instance) is null ? null : new EquationVocabulary(steps).Property(property);
            case IConditionalOperation { Condition: { } condition } choice when !EquationLanguage.ReadsValue(condition) && reader.Value(condition) is EquationValue.Constant { Value: bool isTrue }:
                return reader.Value(isTrue ? choice.WhenTrue : choice.WhenFalse);
            case IInterpolatedStringOperation text:
                return Text(text);
            default:
                return steps.HasMistake || EquationLanguage.IsBroken(operation) ? steps.Fail() : EquationLanguage.Refuse(steps, operation);
        }
    }

    private EquationValue? Converted(IConversionOperation conversion)
    {
        var value = reader.Value(conversion.Operand);
        return value is EquationValue.Constant && EquationVocabulary.IsValue(conversion.Type) ? Vector(value, conversion.Syntax) : value;
    }

    /// <summary>A number as a step of the equations.</summary>
    private EquationValue? Vector(EquationValue value, SyntaxNode place)
    {
        double number = NumberOf(value) ?? double.NaN;
        return float.IsNaN((float)number) || float.IsInfinity((float)number)
            ? steps.Report(place, Descriptors.NotInTheLanguage, "A number that is not finite", "equations have numbers of single precision")
            : steps.Add(new EquationStep(EquationOperation.Number) { Number = (float)number }, place);
    }

    private EquationValue? Binary(IBinaryOperation binary)
    {
        if (reader.Value(binary.LeftOperand) is not { } left || reader.Value(binary.RightOperand) is not { } right)
        {
            return null;
        }

        EquationOperation? operation = binary.OperatorKind switch
        {
            BinaryOperatorKind.Add => EquationOperation.Add,
            BinaryOperatorKind.Subtract => EquationOperation.Subtract,
            BinaryOperatorKind.Multiply => EquationOperation.Multiply,
            BinaryOperatorKind.Divide => EquationOperation.Divide,
            _ => null,
        };
        return (left, right, operation) switch
        {
            (EquationValue.Step a, EquationValue.Step b, { } known) when steps.NumberOf(a) is { } x && steps.NumberOf(b) is { } y =>
                Vector(new EquationValue.Constant((float)Compute(known, x, y)), binary.Syntax),
            (EquationValue.Step a, EquationValue.Step b, { } known) => steps.Add(new EquationStep(known, a.Index, b.Index), binary.Syntax),
            (EquationValue.Constant { Value: string a }, EquationValue.Constant b, EquationOperation.Add) => new EquationValue.Constant(a + Convert.ToString(b.Value, CultureInfo.InvariantCulture)),
            (EquationValue.Constant a, EquationValue.Constant b, { } known) when binary.Type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single && NumberOf(a) is { } x && NumberOf(b) is { } y =>
                new EquationValue.Constant(binary.Type.SpecialType == SpecialType.System_Single ? (float)Compute(known, x, y) : Compute(known, x, y)),
            _ => EquationLanguage.Refuse(steps, binary),
        };
    }

    private EquationValue? Negative(IUnaryOperation minus)
    {
        switch (reader.Value(minus.Operand))
        {
            case null:
                return null;
            case EquationValue.Step step when steps.NumberOf(step) is { } number:
                return Vector(new EquationValue.Constant(-number), minus.Syntax);
            case EquationValue.Step step:
                return Vector(new EquationValue.Constant(-1f), minus.Syntax) is EquationValue.Step negative
                    ? steps.Add(new EquationStep(EquationOperation.Multiply, negative.Index, step.Index), minus.Syntax)
                    : null;
            case EquationValue.Constant constant when NumberOf(constant) is { } number:
                return new EquationValue.Constant(-number);
            default:
                return EquationLanguage.Refuse(steps, minus);
        }
    }

    private EquationValue? Call(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        bool isOfCell = EquationVocabulary.IsCell(method.ContainingType);
        if (!isOfCell && (method.DeclaringSyntaxReferences.IsEmpty || !(method.IsStatic || method.MethodKind == MethodKind.LocalFunction)))
        {
            return EquationLanguage.Refuse(steps, call);
        }

        var arguments = new EquationValue?[method.Parameters.Length];
        if (call.Instance is { } instance && reader.Value(instance) is null)
        {
            return null;
        }

        foreach (var argument in call.Arguments)
        {
            if (reader.Value(argument.Value) is not { } value)
            {
                return null;
            }

            if (argument.Parameter is { } parameter)
            {
                arguments[parameter.Ordinal] = value;
            }
        }

        return isOfCell
            ? new EquationVocabulary(steps).Call(call, arguments)
            : reader.Call(method.OriginalDefinition, arguments, call.Syntax);
    }

    private EquationValue? Text(IInterpolatedStringOperation text)
    {
        string result = "";
        foreach (var part in text.Parts)
        {
            var value = part switch
            {
                IInterpolatedStringTextOperation { Text: { } literal } => reader.Value(literal),
                IInterpolationOperation { Alignment: null, FormatString: null, Expression: { } expression } => reader.Value(expression),
                _ => EquationLanguage.Refuse(steps, part),
            };
            if (value is not EquationValue.Constant constant)
            {
                return value is null ? null : EquationLanguage.Refuse(steps, part);
            }

            result += Convert.ToString(constant.Value, CultureInfo.InvariantCulture);
        }

        return new EquationValue.Constant(result);
    }

    /// <summary>A constant as a number, or null.</summary>
    public static double? NumberOf(EquationValue? value) => value is EquationValue.Constant
    {
        Value: byte or sbyte or short or ushort or int or uint or long or ulong or float or double
    } constant
        ? Convert.ToDouble(constant.Value, CultureInfo.InvariantCulture)
        : null;

    private static double Compute(EquationOperation operation, double x, double y) => operation switch
    {
        EquationOperation.Add => x + y,
        EquationOperation.Subtract => x - y,
        EquationOperation.Multiply => x * y,
        _ => x / y,
    };
}
