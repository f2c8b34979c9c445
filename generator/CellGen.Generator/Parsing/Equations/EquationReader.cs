using CellGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CellGen.Generator.Parsing;

/// <summary>
/// Runs a method of equations on paper: its statements, and the methods of the user's that it calls, as if they stood where they
/// are called.
/// </summary>
internal sealed class EquationReader(Compilation compilation, EquationSteps steps)
{
    private const int MostNested = 200;

    private readonly Dictionary<ISymbol, EquationValue?> _variables = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _running = new(SymbolEqualityComparer.Default);
    private int _depth;
    private int _operations;

    /// <summary>Reads a call of a method; null where there was a mistake.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">A value for each parameter; null where it is not known.</param>
    /// <param name="call">Where it is called.</param>
    public EquationValue? Call(IMethodSymbol method, IReadOnlyList<EquationValue?> arguments, SyntaxNode call)
    {
        method = method.PartialImplementationPart ?? method;
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } declaration || method.IsAsync || method.IsVirtual || method.IsAbstract || method.IsOverride)
        {
            return steps.Report(call, Descriptors.NotInTheLanguage, $"'{method.Name}'", "call functions of the cell, or static methods of your own of this shape");
        }

        if (method.Parameters.Any(parameter => parameter.RefKind != RefKind.None))
        {
            return steps.Report(call, Descriptors.NotInTheLanguage, $"A reference that '{method.Name}' takes", "let it return the value");
        }

        if (!_running.Add(method))
        {
            return steps.Report(call, Descriptors.NotInTheLanguage, $"A method that calls itself, as '{method.Name}' does,", "write each equation out");
        }

        for (int i = 0; i < method.Parameters.Length; i++)
        {
            _variables[method.Parameters[i]] = i < arguments.Count ? arguments[i] : null;
        }

        var result = declaration.ContainsDiagnostics ? steps.Fail() : Body(compilation.GetSemanticModel(declaration.SyntaxTree).GetOperation(declaration), declaration);
        _running.Remove(method);
        return result;
    }

    /// <summary>The value of an expression, or null where there was a mistake.</summary>
    public EquationValue? Value(IOperation? operation)
    {
        if (operation is null || steps.HasMistake)
        {
            return steps.Fail();
        }

        // An editor reads the method at each key, and methods that call methods may be long.
        if (++_operations > 10_000 || ++_depth > MostNested)
        {
            return steps.Report(operation.Syntax, Descriptors.EquationsTooLarge, "calls or parentheses that are nested too deeply");
        }

        var value = new EquationExpressions(this, steps).Value(operation);
        _depth--;
        return value;
    }

    /// <summary>The value of a local or a parameter.</summary>
    public EquationValue? Variable(ISymbol variable) => _variables.TryGetValue(variable, out var value) && value is not null ? value : steps.Fail();

    private EquationValue? Body(IOperation? body, SyntaxNode declaration) => body switch
    {
        IMethodBodyOperation { BlockBody: { } block } => Block(block),
        IMethodBodyOperation { ExpressionBody: { } block } => Block(block),
        ILocalFunctionOperation { Body: { } block } => Block(block),
        _ => steps.Report(declaration, Descriptors.NotInTheLanguage, "A method without a body", "write its equations"),
    };

    /// <summary>What a block returns; Nothing where it goes on behind it.</summary>
    private EquationValue? Block(IBlockOperation block)
    {
        foreach (var statement in block.Operations)
        {
            var result = Statement(statement);
            if (result is not EquationValue.Nothing)
            {
                return result;
            }
        }

        return new EquationValue.Nothing();
    }

    /// <summary>What a statement returns from the method; Nothing where it does not.</summary>
    private EquationValue? Statement(IOperation statement)
    {
        switch (statement)
        {
            case IEmptyOperation or ILocalFunctionOperation:
                return new EquationValue.Nothing();
            case IBlockOperation block:
                return Block(block);
            case IReturnOperation { ReturnedValue: null }:
                return new Returned();
            case IReturnOperation { ReturnedValue: { } returned }:
                return Value(returned);
            case IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment }:
                return Assign(local, Value(assignment.Value));
            case IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IDiscardOperation } assignment }:
                return Value(assignment.Value) is null ? null : new EquationValue.Nothing();
            case IExpressionStatementOperation { Operation: IInvocationOperation call }:
                return Value(call) is null ? null : new EquationValue.Nothing();
            case IVariableDeclarationGroupOperation { Declarations: var declarations }:
                return declarations.SelectMany(declaration => declaration.Declarators).All(Declare) ? new EquationValue.Nothing() : null;
            case IConditionalOperation { Condition: { } condition } branch when !EquationLanguage.ReadsValue(condition) && Value(condition) is EquationValue.Constant { Value: bool isTrue }:
                return (isTrue ? branch.WhenTrue : branch.WhenFalse) is { } chosen ? Statement(chosen) : new EquationValue.Nothing();
            default:
                return steps.HasMistake || EquationLanguage.IsBroken(statement) ? steps.Fail() : EquationLanguage.Refuse(steps, statement);
        }
    }

    private bool Declare(IVariableDeclaratorOperation declarator)
    {
        if (declarator.GetVariableInitializer()?.Value is not { } initial)
        {
            _variables[declarator.Symbol] = null;
            return true;
        }

        return Assign(declarator.Symbol, Value(initial)) is not null;
    }

    private EquationValue? Assign(ISymbol variable, EquationValue? value)
    {
        _variables[variable] = value;
        return value is null ? null : new EquationValue.Nothing();
    }

    /// <summary>A return without a value: the method ends.</summary>
    private sealed record Returned : EquationValue;
}
