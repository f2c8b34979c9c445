using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Generator.Routes;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>
/// Emits Record of a tape: a copy of what Forward keeps anyway, under the names of the equations. Nothing is computed or
/// allocated for it where it is not called; where the values are says a property that nobody else reads.
/// </summary>
internal static class RecordEmitter
{
    /// <summary>Of one cell.</summary>
    public static void Emit(CodeWriter writer, NetPlan plan) => Emit(writer, "", $"{SourceFile.Core}.Layout.Recorded");

    /// <summary>Of the cells among several layers.</summary>
    public static void Emit(CodeWriter writer, NetworkPlan plan)
    {
        if (!plan.Cells.Any())
        {
            return;
        }

        Emit(writer, "", string.Join(", ", plan.Cells.Select(layer =>
            Cell(layer.Memory, layer.Spec.TensorName.Length == 0 ? "" : layer.Spec.TensorName + ".", layer.Type))));
    }

    /// <summary>Of an encoder and decoder.</summary>
    public static void Emit(CodeWriter writer, PairPlan plan)
    {
        int weights = plan.Rows.ToList().FindIndex(rows => rows.Values == PairValues.Weights);
        string encoder = plan.Encoder is { } cell ? Cell(cell.Index, "encoder.", cell.Type) + ", "
            : string.Concat((plan.EncoderNet?.Cells ?? []).Select(layer => Cell(plan.Parts.Count + layer.Memory, PairText.TensorsOf(layer) + ".", layer.Type) + ", "));
        Emit(writer, plan.Attends ? ", attention" : "", Invariant($"{weights}, {encoder}{Cell(plan.Decoder.Index, "decoder.", plan.Decoder.Type)}"));
    }

    /// <summary>The number of a cell's memory, its name and what there is of it.</summary>
    private static string Cell(int memory, string name, string type) => Invariant($"({memory}, \"{name}\", {SourceFile.Core}.{type}.Layout.Recorded)");

    private static void Emit(CodeWriter writer, string attention, string arguments) => writer.Raw($"""

        /// <summary>Copies out what the last Forward went through: states, gates{attention} and what else the equations name, at every step.</summary>
        /// <param name="sequence">The sequence of the batch, from 0.</param>
        /// <exception cref="ArgumentOutOfRangeException">There was no such sequence.</exception>
        public Recording Record(int sequence = 0) => Memory.Record(sequence, {arguments});
        """);
}
