using CellGen.Generator.Equations;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Descriptions;

/// <summary>What a stack of cells computes, in words and equations.</summary>
internal static class StackEquations
{
    /// <summary>The whole of a net that is one stack.</summary>
    public static NetText Of(NetPlan plan) => new(
        [.. Definitions(plan).Prepend(Title(plan)), Output(plan, "output")],
        [.. TensorSymbols.Of(plan, tensor => tensor.Name), Total(plan.Parameters.TotalCount)],
        [.. NetText.GradientsOf(plan)]);

    /// <summary>"Gated recurrent unit, reset after the product: input 10, hidden 20, layers 2, bidirectional".</summary>
    public static string Title(NetPlan plan)
    {
        var cell = plan.Spec.Cell;
        string title = plan.Step.Cell.Title;
        return Invariant($"{char.ToUpperInvariant(title[0])}{title.Substring(1)}: input {cell.Input}, hidden {cell.Hidden}, layers {cell.Layers}{(cell.Bidirectional ? ", bidirectional" : "")}{(cell.SumsDirections ? " (added)" : "")}");
    }

    /// <summary>The equations of a step.</summary>
    public static IEnumerable<string> Definitions(NetPlan plan) =>
        plan.Step.Cell.Definitions.Select(definition => EquationText.Definition(definition, plan.Spec.Cell.Bias));

    /// <summary>What the last layer, or the head behind it, gives: "output = V h' + b [3]".</summary>
    public static string Output(NetPlan plan, string name)
    {
        var (cell, head) = (plan.Spec.Cell, plan.Spec.Head);
        string Of(string h) => cell.SumsDirections ? $"{h}→ + {h}←" : cell.Bidirectional ? $"[{h}→; {h}←]" : h;
        if (head is null)
        {
            return Invariant($"{name} = {Of("h'")} [{cell.LayerOutput}]");
        }

        string read = head.Over switch
        {
            HeadInput.LastState => Of("h'_T"),
            HeadInput.MeanState => $"mean({Of("h'")})",
            HeadInput.InputAndPreviousState => "[x; h]",
            _ => Of("h'"),
        };
        string product = $"V {(cell.SumsDirections && head.Over != HeadInput.MeanState ? $"({read})" : read)}{(head.Bias ? " + b" : "")}";
        return Invariant($"{name} = {(head.LogSoftmax ? $"log softmax({product})" : product)} [{head.Output}]");
    }

    /// <summary>"1234 parameters".</summary>
    public static string Total(long count) => Invariant($"{count} parameters in all");
}
