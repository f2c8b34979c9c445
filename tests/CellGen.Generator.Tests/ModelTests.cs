using System.Reflection;
using CellGen.Generator.Model;
using CellGen.Generator.Tests.Host;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Tests;

/// <summary>The pipeline's value is a value: equal by content, and nothing of the compiler in it.</summary>
public class ModelTests
{
    [Fact]
    public void The_same_source_gives_an_equal_spec_and_hash()
    {
        var first = Spec(GeneratorHost.Gesture);
        var second = Spec(GeneratorHost.Gesture);
        Assert.NotSame(first, second);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, Spec(GeneratorHost.Gesture.Replace("20", "21")));
    }

    [Fact]
    public void The_spec_holds_numbers_enums_and_strings_only() => Walk(Spec(
        "using CellGen; partial class Outer { [RecurrentCell(Input = 1, Hidden = 2)] [DenseHead(Output = 3)] [Embedding(Vocabulary = 4)] partial class Net { } }"));

    [Fact]
    public void The_spec_of_equations_holds_no_more() => Walk(Spec(
        "using CellGen; [RecurrentCell(Equations = nameof(Own), Input = 1, Hidden = 2)] partial class Net { static void Own(CellEquations cell) => cell.Next(cell.H, cell.Tanh(cell.W(\"h\") + 0.5 * cell.H)); }"));

    [Theory]
    [InlineData(typeof(CellKind), typeof(CellGen.CellKind))]
    [InlineData(typeof(Nonlinearity), typeof(CellGen.Nonlinearity))]
    [InlineData(typeof(HeadInput), typeof(CellGen.HeadInput))]
    [InlineData(typeof(DirectionMerge), typeof(CellGen.DirectionMerge))]
    [InlineData(typeof(Unroll), typeof(CellGen.Unroll))]
    public void The_specs_enums_are_the_runtimes(Type spec, Type runtime) => Assert.Equal(
        Enum.GetValues(runtime).Cast<int>().Select(value => (value, Enum.GetName(runtime, value))),
        Enum.GetValues(spec).Cast<int>().Select(value => (value, Enum.GetName(spec, value))));

    private static ModelSpec Spec(string source) => (ModelSpec)GeneratorHost.Driver()
        .RunGenerators(GeneratorHost.Compile(source))
        .GetRunResult().Results[0]
        .TrackedSteps[CellGenerator.SpecStep].Single()
        .Outputs.Single().Value;

    private static void Walk(object? value)
    {
        Assert.False(value is ISymbol or SyntaxNode or Compilation or Location or SyntaxReference or SemanticModel, $"{value?.GetType()} is Roslyn's");
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum)
        {
            return;
        }

        Assert.True(
            value.GetType().Namespace == typeof(ModelSpec).Namespace || value is string[],
            $"{value.GetType()} is not of the model");
        if (value is System.Collections.IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item);
            }
        }

        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
        {
            Walk(field.GetValue(value));
        }
    }
}
