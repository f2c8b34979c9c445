using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CellGen.Generator.Parsing;

/// <summary>Reads the equations that a [RecurrentCell] names: the method, what it says, and whether that is a cell.</summary>
internal static class EquationParser
{
    /// <param name="type">The class.</param>
    /// <param name="compilation">The compilation that it is in.</param>
    /// <param name="reader">The attribute.</param>
    /// <param name="spec">What else it says.</param>
    /// <param name="readsTokens">Whether the input is a token that selects a column of weight_ih.</param>
    /// <returns>
    /// The cell with its equations. Where they are wrong it is an RNN, or an LSTM where they have a further state: its members are
    /// those that the rest of the program uses, and the mistake is the one error.
    /// </returns>
    public static CellSpec Parse(INamedTypeSymbol type, Compilation compilation, AttributeReader reader, CellSpec spec, bool readsTokens)
    {
        if (reader.Text("Equations") is not { } name)
        {
            return spec;
        }

        if (reader.Has("Kind"))
        {
            reader.Report(new Mistake(Descriptors.EquationsAndKind, type.Name) { Argument = "Kind" });
        }

        // A projection that was refused is the one mistake: without it no size would fit.
        bool isRefused = spec.Projection == 0 && reader.OptionalSize("Projection") > 0;
        if (isRefused || Find(type, name, reader) is not { } method)
        {
            return StandIn(spec, hasState: isRefused);
        }

        var declaration = (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences[0].GetSyntax();
        var steps = new EquationSteps(reader.Report, () => EquationLanguage.HasErrors(compilation.GetSemanticModel(declaration.SyntaxTree), declaration));
        new EquationReader(compilation, steps).Call(method, [new EquationValue.Cell()], declaration);
        bool hasState = steps.Steps.Any(step => step.Operation == EquationOperation.State);
        var read = spec with { Equations = new EquationsSpec(name, new EquatableArray<EquationStep>([.. steps.Steps])) };
        if (steps.HasMistake || !new EquationChecks(read, steps, readsTokens, (declaration as MethodDeclarationSyntax)?.Identifier.GetLocation()).AreRight())
        {
            return StandIn(spec, hasState);
        }

        if (read.RecurrentDropout > 0 && !read.Equations.ReadsRecurrent)
        {
            reader.Report(new Mistake(Descriptors.NotForThisCell, "RecurrentDropout", "cells whose gates read the state", name) { Argument = "RecurrentDropout" });
            return read with { RecurrentDropout = 0 };
        }

        return read;
    }

    /// <summary>The cell without its projection: equations that have one are not equations then.</summary>
    public static CellSpec WithoutProjection(CellSpec spec) =>
        (spec is { Projection: > 0, Equations: not null } ? StandIn(spec, hasState: true) : spec) with { Projection = 0 };

    private static CellSpec StandIn(CellSpec spec, bool hasState) =>
        spec with { Kind = hasState || spec.Projection > 0 ? CellKind.Lstm : CellKind.Rnn, Equations = null };

    private static IMethodSymbol? Find(INamedTypeSymbol type, string name, AttributeReader reader)
    {
        var methods = type.GetMembers(name).OfType<IMethodSymbol>().ToList();
        string? mistake = methods.Count == 0 ? "is no method here" : methods.Count > 1 ? "is several methods" : MistakeOf(methods[0]);
        if (mistake is null)
        {
            return methods[0];
        }

        reader.Report(new Mistake(Descriptors.EquationsMethod, name, mistake, type.Name) { Argument = "Equations" });
        return null;
    }

    private static string? MistakeOf(IMethodSymbol method) =>
        !method.IsStatic ? "is not static"
        : method.IsGenericMethod ? "is generic"
        : !method.ReturnsVoid ? "returns something"
        : method.Parameters.Length == 1 && method.Parameters[0].RefKind == RefKind.None && EquationVocabulary.IsCell(method.Parameters[0].Type) ? null
        : "takes something else";
}
