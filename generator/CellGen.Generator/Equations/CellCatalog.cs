using CellGen.Generator.Equations.Cells;
using CellGen.Generator.Model;

namespace CellGen.Generator.Equations;

/// <summary>From what the user asked for to the equations.</summary>
internal static class CellCatalog
{
    /// <param name="spec">What the user asked for.</param>
    /// <param name="training">Whether the equations are those of a training step, with dropout inside the recurrence.</param>
    public static Cell EquationsOf(CellSpec spec, bool training = false) => spec.Kind switch
    {
        _ when spec.IsDense => Dense.Create(spec, training),
        _ when spec.Equations is not null => OwnCell.Create(spec, training).Cell,
        CellKind.Gru => Gru.Create(spec, training),
        CellKind.Lstm => Lstm.Create(spec, training),
        CellKind.MinGru => MinGru.Create(spec, training),
        CellKind.MinLstm => MinLstm.Create(spec, training),
        CellKind.IndRnn => IndRnn.Create(spec, training),
        CellKind.Concatenating => Concatenating.Create(spec, training),
        _ => Rnn.Create(spec, training),
    };
}
