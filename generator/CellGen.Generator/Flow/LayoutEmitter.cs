using CellGen.Generator.Equations;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>
/// Emits what is static: the tensors, and the matrices that code outside the kernels reads. It is in a class of its own,
/// which the first use initialises: static fields of the user's, which may make nets, may come before ours in a class.
/// </summary>
internal sealed class LayoutEmitter(CodeWriter writer, NetPlan plan)
{
    public void Emit()
    {
        writer.OpenMember("Where everything lies in the packed parameters and in memory.", "public static class Layout");
        new TensorEmitter(writer, plan).Emit();
        EmitMatrices();
        writer.Line();
        new MemoryShapeEmitter(writer, plan).Emit();
        EmitRecorded();
        writer.End();
    }

    private void EmitMatrices()
    {
        var cell = plan.Spec.Cell;
        int vocabulary = plan.Spec.GathersColumns ? plan.Spec.Tokens!.Vocabulary : 0;
        Matrix("InputMatrix", cell.Hidden, plan.Step.Gates, plan.Spec.InputColumns, padded: true, vocabulary);
        foreach (var matrix in plan.Matrices)
        {
            Matrix(matrix.Product.Name + "Matrix", matrix.Layout.Units, matrix.Layout.Gates, matrix.Columns, padded: true);
        }

        if (cell.Layers > 1)
        {
            Matrix("LayerMatrix", cell.Hidden, plan.Step.Gates, cell.LayerOutput, padded: true);
        }

        if (plan.Head is { IsNarrow: false } head)
        {
            Matrix("HeadMatrix", head.Spec.Output, 1, head.Inputs, padded: false);
        }

        if (plan.Spec.IsEmbedded)
        {
            var tokens = plan.Spec.Tokens!;
            string padding = tokens.Padding < 0 ? "" : Invariant($", padding: {tokens.Padding}");
            writer.Line($"public static readonly EmbeddingTable Embeddings = new EmbeddingTable(VocabularySize, {tokens.Rows}, InputSize, EmbeddingStride{padding});");
            writer.Line($"public static readonly EmbeddingTable Folded = new EmbeddingTable(VocabularySize, {tokens.Rows}, GateLanes, GateLanes);");
        }

        void Matrix(string name, int units, int gates, int columns, bool padded, int vocabulary = 0) => writer.Line(
            $"public static readonly PackedMatrix {name} = new PackedMatrix(units: {units}, gates: {gates}, columns: {columns}, padded: {(padded ? "true" : "false")}{(vocabulary > 0 ? Invariant($", vocabulary: {vocabulary}") : "")});");
    }

    /// <summary>What of a cell's tape can be read: nothing of a dense layer, which has neither states nor gates.</summary>
    private void EmitRecorded()
    {
        if (plan is not { Spec: { Cell: { IsDense: false } cell, Network.Training: true } })
        {
            return;
        }

        var step = plan.Training;
        var next = step.Cell.States.Select(update => update.Next).ToList();

        // What the equations have no name for, such as U_n h + b, keeps its place. A new state is among the states already.
        var names = step.TapedValues.Select(value => next.Contains(value) || Phases.UnitsOf(value) != Units.Hidden ? "" : value.Name ?? "").ToList();
        int count = names.FindLastIndex(name => name.Length > 0) + 1;
        string states = string.Join(", ", step.StateNames.Select(name => $"\"{name}\""));
        string values = string.Concat(names.Take(count).Select(name => $", \"{name}\""));
        writer.Raw(Invariant($$"""

            /// <summary>What of a tape Record reads.</summary>
            public static TapeLayout Recorded => new TapeLayout({{cell.Layers}}, {{cell.Directions}}, output: {{cell.StateSize}}, hidden: {{cell.Hidden}}, row: StateStride, value: {{plan.TapedLength}}, step: TapeStride, new[] { {{states}} }{{values}});
            """));
    }
}
