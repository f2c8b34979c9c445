using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Lowering;

/// <summary>
/// The gradient of a weight matrix: the sum over all rows of (gradient of the outputs) × (operand), as one product in registers,
/// added to what the gradient holds.
/// </summary>
internal sealed class WeightGradientLowering(WidthPlan width, WeightGradient gradient)
{
    private readonly KernelBuilder _kernel = new();
    private readonly RowTiling _tiling = width.Of(gradient);
    private readonly int _lanes = width.Profile.Lanes;

    public KernelForm Lower()
    {
        ChunkLoops.Build(_kernel, _tiling.Chunks, gradient.Layout, _lanes, ColumnCount.Of(gradient.Columns, gradient.IsVariable), (run, lane, start) =>
        {
            _kernel.LetReference("chunkRows", new Memory("rowGradients", lane));
            _kernel.LetReference("sums", new Memory("gradient", start));
            if (gradient.IsVariable)
            {
                BuildVariable(run);
                return;
            }

            int whole = gradient.Columns / WeightGradient.Tile * WeightGradient.Tile;
            if (whole == 0)
            {
                BuildTile(run, gradient.Rest, first: 0);
                return;
            }

            BuildTiles(run, whole);
            if (whole < gradient.Columns)
            {
                _kernel.Block(() => BuildTile(run, gradient.Rest, whole));
            }
        }, isAll: true);
        return new KernelForm(Signatures.Of(gradient), _kernel.Statements);
    }

    private void BuildTiles(ChunkRun run, Whole end) => _kernel.For(
        "k",
        end,
        WeightGradient.Tile,
        () =>
        {
            BuildTile(run, WeightGradient.Tile, "k");
            _kernel.Advance("sums", WeightGradient.Tile * run.Width);
        },
        gradient.IsVariable);

    /// <summary>As many columns as the argument says: whole tiles, then two and one where they may be left over.</summary>
    private void BuildVariable(ChunkRun run)
    {
        Whole columns = ColumnCount.Argument;
        BuildTiles(run, gradient.Rest == 0 ? columns : new Whole.Multiple(columns, WeightGradient.Tile));
        foreach (int rest in new[] { 2, 1 }.Where(rest => (gradient.Rest & rest) != 0))
        {
            _kernel.If(new Truth.HasBits(columns, rest), () =>
            {
                BuildTile(run, rest, new Whole.Multiple(columns, 2 * rest));
                _kernel.Advance("sums", rest * run.Width);
            });
        }
    }

    /// <summary>The gradients of some columns, which are the rows of the tile: they share the gradients of the outputs.</summary>
    private void BuildTile(ChunkRun run, int columns, Whole first)
    {
        _kernel.LetReference("d", "chunkRows");
        _kernel.LetReference("x", new Memory("operands", first));
        var steps = new ColumnLoop(_kernel, _tiling.Schedule)
        {
            IsDistance = false,
            Counter = "row",
            Count = "rows",
            Moving = [("d", "gradientStep"), ("x", "operandStep")],
        };
        var tile = new TileLowering(_kernel, new RegisterTile(_lanes, columns, run.Vectors), TileLoads.Vectors, "d")
        {
            Number = (c, _) => new Memory("x", c),
            Vectors = _ => "d",
            Valid = v => run.Valid(v, _lanes, gradient.IsExact),
            InBlocks = false,
        };
        tile.Build(steps, partials: 1, (_, _) => new Value.Zero(_lanes), () => { }, (c, v, sum) =>
        {
            var place = new Memory("sums", (c * run.Width) + (v * _lanes));
            _kernel.Store(place, new Value.Load(_lanes, place) + sum);
        });
    }
}
