using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits the gradient of a weight matrix: the sum over all rows of (gradient of the outputs) × (operand), as one product
/// in registers, added to what the gradient holds.
/// </summary>
internal sealed class WeightGradientEmitter(CodeWriter writer, WidthPlan width)
{
    private readonly VectorProfile _profile = width.Profile;
    private readonly VectorText _text = new(width.Profile, width.Profile.Lanes);

    public void Emit(WeightGradient gradient)
    {
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw($"public override {Signatures.Of(gradient).Declaration()}");
        writer.Open();
        ChunkLoops.Emit(writer, width.Of(gradient).Chunks, gradient.Layout, _profile.Lanes, gradient.Columns, (run, lane, start) =>
        {
            writer.Line($"ref float chunkRows = ref {VectorText.Element("rowGradients", lane)};");
            writer.Line($"ref float sums = ref {VectorText.Element("gradient", start)};");
            if (gradient.IsVariable)
            {
                EmitVariable(gradient, run);
                return;
            }

            int whole = gradient.Columns / WeightGradient.Tile * WeightGradient.Tile;
            if (whole > 0)
            {
                EmitTiles(gradient, run, "nuint", Invariant($"{whole}"));
            }

            if (whole < gradient.Columns)
            {
                writer.Open();
                EmitTile(gradient, run, gradient.Rest, whole);
                writer.Close();
            }
        });
        writer.Close();
    }

    private void EmitTiles(WeightGradient gradient, ChunkRun run, string type, string end)
    {
        writer.Raw(Invariant($"for ({type} k = 0; k < {end}; k += {WeightGradient.Tile})"));
        writer.Open();
        EmitTile(gradient, run, WeightGradient.Tile, new Offset("k", 0));
        writer.Line($"sums = ref Unsafe.Add(ref sums, {WeightGradient.Tile * run.Width});");
        writer.Close();
    }

    /// <summary>As many columns as the argument says: whole tiles, then two and one where they may be left over.</summary>
    private void EmitVariable(WeightGradient gradient, ChunkRun run)
    {
        EmitTiles(gradient, run, "nint", gradient.Rest == 0 ? "columns" : Invariant($"(columns & ~{WeightGradient.Tile - 1})"));
        foreach (int rest in new[] { 2, 1 }.Where(rest => (gradient.Rest & rest) != 0))
        {
            writer.Raw(Invariant($"if ((columns & {rest}) != 0)"));
            writer.Open();
            EmitTile(gradient, run, rest, new Offset(Invariant($"(columns & ~{(2 * rest) - 1})"), 0));
            writer.Line($"sums = ref Unsafe.Add(ref sums, {rest * run.Width});");
            writer.Close();
        }
    }

    private void EmitTile(WeightGradient gradient, ChunkRun run, int columns, Offset k)
    {
        writer.Line($"ref float d = ref chunkRows;");
        writer.Line($"ref float x = ref {VectorText.Element("operands", k)};");
        for (int c = 0; c < columns; c++)
        {
            for (int v = 0; v < run.Vectors; v++)
            {
                writer.Line($"var a{c}_{v} = {_text.Zero};");
            }
        }

        writer.Open($"for (int row = 0; row < rows; row++)");
        for (int v = 0; v < run.Vectors; v++)
        {
            int valid = gradient.IsExact ? Math.Min(_profile.Lanes, run.Lanes - (v * _profile.Lanes)) : _profile.Lanes;
            writer.Line($"var d{v} = {_text.LoadPartial("d", v * _profile.Lanes, valid)};");
        }

        for (int c = 0; c < columns; c++)
        {
            var vectors = Enumerable.Range(0, run.Vectors);
            writer.Lines(new ColumnText(_text).AddScaled("x", c, [.. vectors.Select(v => Invariant($"d{v}"))], [.. vectors.Select(v => Invariant($"a{c}_{v}"))]));
        }

        writer.Raw("d = ref Unsafe.Add(ref d, gradientStep);");
        writer.Raw("x = ref Unsafe.Add(ref x, operandStep);");
        writer.Close();
        for (int c = 0; c < columns; c++)
        {
            for (int v = 0; v < run.Vectors; v++)
            {
                int offset = (c * run.Width) + (v * _profile.Lanes);
                writer.Raw(_text.Store(Invariant($"{_text.Load("sums", offset)} + a{c}_{v}"), "sums", offset));
            }
        }
    }
}
