using CellGen.Generator.Flow;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits the State of a net of several layers: those of its cells, one after the other.</summary>
internal sealed class NetworkStateEmitter(CodeWriter writer, NetworkPlan plan)
{
    public void Emit() => StateEmitter.Emit(writer, "The state of every cell", plan.StateFloats, () =>
    {
        writer.Raw($"private float _first;\n\nprivate static NetworkStateLayout Layout => {SourceFile.Core}.Layout.States;");
        var states = plan.States.ToList();
        var cells = plan.Cells.ToList();
        if (cells.Count == 1)
        {
            EmitOnly(cells[0].Core!, states.IndexOf(cells[0]));
        }

        for (int i = 0; i < cells.Count; i++)
        {
            if (cells.Count > 1 || cells[i].Spec.TensorName.Length > 0)
            {
                writer.Raw(Invariant($"""

                    /// <summary>The state of {cells[i].Variable}: {cells[i].Core!.Step.Cell.Title}, {cells[i].Spec.Cell!.Hidden} units. Not to be used longer than this state; C# 11 and later see to that.</summary>
                    [global::System.Diagnostics.CodeAnalysis.UnscopedRef]
                    public LayerState {cells[i].Spec.Name} => Layout.Cell(ref _first, {states.IndexOf(cells[i])});
                    """));
            }
        }
    });

    /// <summary>Of one cell, the members that a net of one stack has.</summary>
    private void EmitOnly(NetPlan cell, int index) =>
        new CellStateEmitter(writer, cell).EmitAccessors(Invariant($"Layout.Cell(ref _first, {index})"), "", isPublic: true);
}
