namespace CellGen.Generator.Tests.OwnCells;

/// <summary>Sources of nets whose cells are their own.</summary>
internal static class OwnCellSource
{
    /// <summary>The cell of the documentation.</summary>
    public const string LightGru = """
        var z = cell.Let("z", cell.Sigmoid(cell.W("z") + cell.U("z")));
        var n = cell.Let("n", cell.Relu(cell.W("n") + cell.U("n")));
        cell.Next(cell.H, (z * cell.H) + ((1 - z) * n));
        """;

    /// <summary>A class with a method of these statements.</summary>
    public static string Net(string body, string members = "", string arguments = "", string name = "Net") => $$"""
        using CellGen;

        [RecurrentCell(Equations = nameof(Own), Input = 3, Hidden = 5{{arguments}})]
        public partial class {{name}}
        {
            internal static void Own(CellEquations cell)
            {
                {{body}}
            }

            {{members}}
        }
        """;
}
