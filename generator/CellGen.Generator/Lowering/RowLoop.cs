using CellGen.Generator.Kernels.Form;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>The rows of an input and of an output, a tile at a time: x0, x1, … and y0, y1, …</summary>
internal static class RowLoop
{
    /// <param name="kernel">Where to write; x0 and y0 stand at the first row.</param>
    /// <param name="tile">The number of rows of a tile.</param>
    /// <param name="start">The first row; null where "row" says which.</param>
    /// <param name="fills">Whether rows that do not fill a tile are filled up; else they are left over.</param>
    /// <param name="body">What is done with a tile.</param>
    /// <param name="outputStep">From one row of the output to the next: the argument, where nothing else is said.</param>
    public static void Build(KernelBuilder kernel, int tile, Whole? start, bool fills, Action body, Whole? outputStep = null)
    {
        outputStep ??= "outputStep";
        Whole row = "row";
        var condition = tile == 1 || fills ? new Truth.Less(row, "rows") : (Truth)new Truth.AtMost(row + tile, "rows");
        kernel.For("row", start, condition, tile, () =>
        {
            if (tile > 1 && fills)
            {
                kernel.Comment("Where there is no further row, the last one is computed again.");
            }

            for (int r = 1; r < tile; r++)
            {
                Whole Step(Whole step) => fills ? new Whole.Choice(new Truth.Less(row + r, "rows"), step, 0) : step;
                kernel.LetReference(Invariant($"x{r}"), new Memory(Invariant($"x{r - 1}"), Step("inputStep")));
                kernel.LetReference(Invariant($"y{r}"), new Memory(Invariant($"y{r - 1}"), Step(outputStep)));
            }

            body();
            kernel.Move("x0", new Memory(Invariant($"x{tile - 1}"), "inputStep"));
            kernel.Move("y0", new Memory(Invariant($"y{tile - 1}"), outputStep));
        });
    }
}
