using CellGen.Generator.Flow;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Routes;

/// <summary>Emits the core of an encoder and decoder: its parts, where everything lies, and the ways from one to the next.</summary>
internal sealed class PairCoreEmitter(CodeWriter writer, PairPlan plan)
{
    public void Emit()
    {
        writer.OpenMember(
            "What the net is made of: its parts, each with its parameters, and the way from one to the next.",
            $"private partial struct {SourceFile.Core}");
        CorePartsEmitter.EmitLengths(writer, plan.TrainedLength, plan.PackedLength);
        EmitRows();
        EmitLayout();
        var parts = CorePart.Of(plan);
        new CorePartsEmitter(writer, plan.EncoderNet is null ? parts : [.. parts, PairEncoderNetEmitter.PartOf(plan)]).EmitFields(SourceFile.Core);
        if (plan.EncoderNet is not null)
        {
            new PairEncoderNetEmitter(writer, plan).Emit();
        }

        new PairEncodeEmitter(writer, plan).Emit();
        new PairStepEmitter(writer, plan).Emit();
        if (plan.Spec.Network.Training)
        {
            var passes = new PairPassEmitter(writer, plan);
            passes.EmitForward();
            passes.EmitBackward();
            if (plan.ReadsByState)
            {
                new PairReaderEmitter(writer, plan).Emit();
            }

            new PairTrainingPassEmitter(writer, plan).Emit();
        }

        writer.Close();
    }

    private void EmitRows()
    {
        writer.Raw("// Rows of what goes from part to part.");
        for (int i = 0; i < plan.Rows.Count; i++)
        {
            writer.Line($"private const int {plan.Rows[i].Values} = {i};");
        }

        writer.Line();
    }

    private void EmitLayout()
    {
        writer.OpenMember("Where everything lies in the packed parameters, in a state and in memory.", "public static class Layout");
        EmitTensors("Tensors", trained: false);
        if (plan.TrainedLength < plan.PackedLength)
        {
            EmitTensors("TrainedTensors", trained: true);
        }

        writer.Raw(Invariant($"public static readonly NetworkStateLayout States = new NetworkStateLayout((0, {CellStateEmitter.LayoutText(plan.Decoder.Core)}), ({plan.DecoderFloats}, new StateLayout(1, 1, 4, 1)));\n"));
        if (plan.Pair.Target is { } tokens)
        {
            string padding = tokens.Padding < 0 ? "" : Invariant($", padding: {tokens.Padding}");
            writer.Raw(Invariant($"public static readonly EmbeddingTable Embeddings = new EmbeddingTable(TargetVocabularySize, {tokens.Rows}, {plan.Pair.Decoder.Input}, {plan.EmbeddingStride}{padding});\n"));
        }

        EmitShape("Workspace", isTape: false);
        if (plan.Spec.Network.Training)
        {
            writer.Line();
            EmitShape("Tape", isTape: true);
            new CorePartsEmitter(writer, CorePart.Of(plan)).EmitSplit("part");
        }

        writer.End();
        if (plan.Attends)
        {
            writer.Raw(Invariant($"public static AttentionRows NewAttention() => new AttentionRows(keySize: {plan.QueryStep}, valueSize: {plan.ValueStep}, maxSource: MaxSource);\n"));
        }
    }

    /// <summary>The tensors of all parts; of what is trained without the frozen tables.</summary>
    private void EmitTensors(string field, bool trained)
    {
        bool frozen = plan.Pair.Source is { Frozen: true } && trained;
        string Tensors(NetPlan core) => frozen && core.Spec.IsEmbedded ? "TrainedTensors" : "Tensors";
        var tensors = (plan.EncoderNet?.Cores ?? []).Select(layer => Invariant($"(\"{PairText.TensorsOf(layer)}\", {plan.EncoderOffset + layer.ParameterOffset}, {layer.Type}.Layout.{Tensors(layer.Core!)})"))
            .Concat(plan.Parts.Select(part => Invariant($"(\"{part.TensorName}\", {part.ParameterOffset}, {part.Type}.Layout.{Tensors(part.Core)})"))).ToList();
        string title = plan.Spec.Type.Title;
        if (plan.IsAdditive)
        {
            int size = plan.Pair.AttentionSize;
            tensors.Add(Invariant($"(\"attention.score\", {plan.ScoreOffset}, new ParameterLayout(\"{title}\", new ParameterTensor(\"weight\", ParameterRole.HeadWeight, rows: 1, columns: {size}, units: 1, forgetGate: -1, bound: 1 / MathF.Sqrt({size}), ParameterBlock.Rows(0, {plan.QueryStep}))))"));
        }

        if (plan.HasEmbedding && !(trained && plan.Pair.Target!.Frozen))
        {
            var target = plan.Pair.Target!;
            string padding = target.Padding < 0 ? "" : Invariant($" {{ PaddingRow = {target.Padding} }}");
            tensors.Add(Invariant($"(\"decoder\", {plan.EmbeddingOffset}, new ParameterLayout(\"{title}\", new ParameterTensor(\"embedding.weight\", ParameterRole.Embedding, rows: {target.Rows}, columns: {plan.Pair.Decoder.Input}, units: {target.Rows}, forgetGate: -1, bound: 1f, ParameterBlock.Rows(0, {plan.EmbeddingStride})){padding}))"));
        }

        writer.Raw($"public static readonly ParameterLayout {field} = new ParameterLayout(\n    \"{title}\",\n    {string.Join(",\n    ", tensors)});\n");
    }

    private void EmitShape(string name, bool isTape)
    {
        var layers = plan.Parts.Select(part => $"({part.Type}.Layout.{name}, SequenceAxis.{part.Axis})");
        var rows = plan.Rows.Select(rows => Invariant($"({rows.Step}, SequenceAxis.{rows.Axis})"));
        writer.Raw($$"""
            public static readonly EncoderDecoderShape {{name}} = new EncoderDecoderShape(
                isTape: {{(isTape ? "true" : "false")}},
                {{(plan.Encodes ? "MaxSource" : "maxSource: 0")}},
                new (MemoryShape, SequenceAxis)[] { {{string.Join(", ", layers)}} },
                new (int, SequenceAxis)[] { {{string.Join(", ", rows)}} }{{(plan.EncoderNet is null ? "" : $",\n    {PairEncoderNetEmitter.Type}.Layout.{name}")}});
            """);
    }
}
