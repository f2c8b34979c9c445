using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits the gradient of a weight matrix: the sum over all rows of (gradient of the outputs) × (operand), as one product
/// in registers, added to what the gradient holds.
/// </summary>
internal sealed class WeightGradientEmitter(CodeWriter writer, VectorProfile profile, bool hasVectorFma)
{
    private readonly VectorText _text = new(profile, profile.Lanes, hasVectorFma);

    /// <summary>The signature of the method, shared with the abstract kernels.</summary>
    public static string Signature(WeightGradient gradient) =>
        $"void {gradient.Name}(ref float gradient, ref float rowGradients, int gradientStep, ref float operands, int operandStep, int rows)";

    public void Emit(WeightGradient gradient)
    {
        writer.Raw(KernelEmitter.KernelAttribute);
        writer.Raw($"public override {Signature(gradient)}");
        writer.Open();
        var tiling = RowTiling.Create(profile, gradient.Layout, partials: 1);
        ChunkLoops.Emit(writer, tiling, gradient.Layout, profile, gradient.Columns, (run, lane, start) =>
        {
            writer.Line($"ref float chunkRows = ref {VectorText.Element("rowGradients", lane)};");
            writer.Line($"ref float sums = ref {VectorText.Element("gradient", start)};");
            int whole = gradient.Columns / tiling.Tile * tiling.Tile;
            if (whole > 0)
            {
                writer.Open($"for (nuint k = 0; k < {whole}; k += {tiling.Tile})");
                EmitTile(gradient, run, tiling.Tile, new Offset("k", 0));
                writer.Line($"sums = ref Unsafe.Add(ref sums, {tiling.Tile * run.Width});");
                writer.Close();
            }

            if (whole < gradient.Columns)
            {
                writer.Open();
                EmitTile(gradient, run, gradient.Columns - whole, whole);
                writer.Close();
            }
        });
        writer.Close();
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
            int valid = gradient.IsExact ? Math.Min(profile.Lanes, run.Lanes - (v * profile.Lanes)) : profile.Lanes;
            writer.Line($"var d{v} = {_text.LoadPartial("d", v * profile.Lanes, valid)};");
        }

        for (int c = 0; c < columns; c++)
        {
            writer.Line($"var x{c} = {_text.Broadcast(VectorText.Element("x", c))};");
            for (int v = 0; v < run.Vectors; v++)
            {
                string sum = Invariant($"a{c}_{v}");
                writer.Line($"{sum} = {_text.MultiplyAdd(Invariant($"x{c}"), Invariant($"d{v}"), sum)};");
            }
        }

        writer.Raw("d = ref Unsafe.Add(ref d, gradientStep);");
        writer.Raw("x = ref Unsafe.Add(ref x, operandStep);");
        writer.Close();
        for (int c = 0; c < columns; c++)
        {
            for (int v = 0; v < run.Vectors; v++)
            {
                int offset = (c * run.Width) + (v * profile.Lanes);
                writer.Raw(_text.Store(Invariant($"({_text.Load("sums", offset)} + a{c}_{v})"), "sums", offset));
            }
        }
    }
}
