using CellGen.Generator.Equations.Cells;
using CellGen.Generator.Model;

namespace CellGen.Generator.Equations;

/// <summary>From what the user asked for to the equations.</summary>
internal static class CellCatalog
{
    public static Cell EquationsOf(CellSpec spec) => spec.Kind switch
    {
        CellKind.Gru => Gru.Create(),
        CellKind.Lstm => Lstm.Create(),
        _ => Rnn.Create(spec.Nonlinearity),
    };
}
