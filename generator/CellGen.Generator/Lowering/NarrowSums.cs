using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>
/// The beginning and the end of a <see cref="NarrowProduct"/> for some rows, whose outputs go to y0, y1, …: the sums of each
/// row and output, then the tree across their lanes, of four sums at once, and the biases.
/// </summary>
/// <param name="kernel">Where to write.</param>
/// <param name="profile">The width.</param>
/// <param name="product">The product.</param>
/// <param name="rows">The number of rows.</param>
internal sealed class NarrowSums(KernelBuilder kernel, VectorProfile profile, NarrowProduct product, int rows)
{
    private readonly int _width = product.Width(profile);

    /// <summary>The number of rows.</summary>
    public int Rows => rows;

    /// <summary>The vectors of 16 lanes that are ever added to; the others would be zero.</summary>
    private int Vectors => Math.Min(NarrowProduct.Block(profile) / _width, (product.Layout.Units + _width - 1) / _width);

    private IEnumerable<(int Row, int Output)> Places =>
        Enumerable.Range(0, rows * product.Outputs).Select(i => (i / product.Outputs, i % product.Outputs));

    /// <summary>A vector of the sums of a row and output.</summary>
    public Value.Local Of(int row, int output, int vector) => new(_width, Invariant($"a{row}_{output}_{vector}"));

    /// <summary>The sums, zero as yet.</summary>
    public void BuildStart()
    {
        foreach (var (row, output) in Places)
        {
            for (int vector = 0; vector < Vectors; vector++)
            {
                kernel.Let(Of(row, output, vector).Name, new Value.Zero(_width));
            }
        }
    }

    /// <summary>The trees, the biases, and the outputs.</summary>
    public void BuildEnd(string biases)
    {
        var places = Places.ToList();
        List<Value> sums = places.ConvertAll(place => BuildFold(place.Row, place.Output));
        if (profile.IsPlain || sums.Count == 1)
        {
            for (int i = 0; i < sums.Count; i++)
            {
                var sum = profile.IsPlain ? sums[i] : new Value.LaneSum([sums[i]]);
                kernel.Store(Target(places[i]), product.Bias ? sum + Bias(biases, places[i].Output) : sum);
            }

            return;
        }

        while (sums.Count < NarrowProduct.MostOutputs)
        {
            sums.Add(sums[sums.Count - 1]);
        }

        var tree = new Value.LaneSum(sums);
        var outputs = kernel.Let("sums", product.Bias ? tree + Biases(biases) : tree);
        if (rows == 1)
        {
            kernel.Store("y0", outputs, product.Outputs);
            return;
        }

        for (int i = 0; i < places.Count; i++)
        {
            kernel.Store(Target(places[i]), new Value.Lane(outputs, i));
        }
    }

    /// <summary>The first levels of the tree: lane j takes lane j + 8, then j + 4.</summary>
    /// <returns>The four lanes that are left; the one sum on the plain path.</returns>
    private Value BuildFold(int row, int output)
    {
        Value.Local[] a = [.. Enumerable.Range(0, Vectors).Select(vector => Of(row, output, vector))];
        if (a.Length > 1)
        {
            kernel.Set(a[0].Name, a.Length switch
            {
                2 => a[0] + a[1],
                3 => (a[0] + a[2]) + a[1],
                _ => (a[0] + a[2]) + (a[1] + a[3]),
            });
        }

        var sum = a[0];
        for (int width = _width / 2; width >= 4; width /= 2)
        {
            sum = kernel.Let(Invariant($"s{row}_{output}_{width}"), new Value.Part(width, sum, 0) + new Value.Part(width, sum, 1));
        }

        return sum;
    }

    /// <summary>The biases of the outputs of all rows, side by side.</summary>
    private Value Biases(string biases) => (rows, product.Outputs) switch
    {
        (1, _) => new Value.Load(NarrowProduct.MostOutputs, biases),
        (_, 1) => new Value.Spread(NarrowProduct.MostOutputs, biases),
        _ => new Value.Numbers([.. Places.Select(place => Bias(biases, place.Output))]),
    };

    private static Value Bias(string biases, int output) => new Value.Load(1, new Memory(biases, output));

    private static Memory Target((int Row, int Output) place) => new(Invariant($"y{place.Row}"), place.Output);
}
