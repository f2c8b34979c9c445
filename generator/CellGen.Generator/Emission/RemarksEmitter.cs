using CellGen.Generator.Equations;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits the remarks on the user's class: the equations, the shape, the costs and the plan.</summary>
internal sealed class RemarksEmitter(CodeWriter writer, ModelPlan plan)
{
    private readonly CellSpec _cell = plan.Spec.Cell;

    public void Emit()
    {
        var cell = plan.Step.Cell;
        writer.Raw("/// <remarks>");
        writer.Raw($"/// <para>{Invariant($"{Capitalized(cell.Title)}: input {_cell.Input}, hidden {_cell.Hidden}, layers {_cell.Layers}{(_cell.Bidirectional ? ", bidirectional" : "")}{Head()}.")}</para>");
        writer.Raw("/// <code>");
        foreach (var definition in cell.Definitions)
        {
            writer.Raw("/// " + EquationText.Definition(definition, _cell.Bias));
        }

        writer.Raw("/// </code>");
        writer.Raw("/// <para>σ is the logistic function, ⊙ the Hadamard product; W acts on the input, U on the hidden state.</para>");
        writer.Raw("/// <list type=\"table\">");
        Row("parameters", Invariant($"{plan.ParameterCount} ({plan.PackedLength * 4L} bytes packed)"));
        Row("state", Invariant($"{StateBytes} bytes"));
        Row("a step", Invariant($"{plan.MultiplyAdds} multiply-adds"));
        Row("input products", Invariant($"of up to {plan.ChunkSteps} steps at once, outside the recurrence"));
        Row("partial sums", Invariant($"{PartialSums.OfRecurrentProduct(plan.Step.Gates, _cell.Hidden, VectorProfile.Vector512)} for each output of the product with the state"));
        foreach (var profile in VectorProfile.All)
        {
            Row(profile.Name, "product with the state: " + ProductPlan.Create(plan.Gates, _cell.Hidden, profile).Description);
        }

        writer.Raw("/// </list>");
        writer.Raw("/// </remarks>");
    }

    private int StateBytes => _cell.Layers * _cell.Directions * plan.Step.Cell.States.Count * plan.UnitLanes.PaddedUnits * sizeof(float);

    private string Head() => plan.Spec.Head switch
    {
        null => "",
        { Over: HeadInput.EveryStep } head => Invariant($"; a dense head of {head.Output} outputs over every step"),
        { Over: HeadInput.LastState } head => Invariant($"; a dense head of {head.Output} outputs over the last state"),
        { } head => Invariant($"; a dense head of {head.Output} outputs over the mean of all states"),
    };

    private void Row(string term, string description) =>
        writer.Raw($"/// <item><term>{term}</term><description>{description}</description></item>");

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
