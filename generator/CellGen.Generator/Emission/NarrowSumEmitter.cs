using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits the beginning and the end of a <see cref="NarrowProduct"/> for some rows, whose outputs go to y0, y1, …: the sums
/// of each row and output, then the tree across their lanes, of four sums at once, and the biases.
/// </summary>
internal sealed class NarrowSumEmitter(CodeWriter writer, VectorProfile profile, NarrowProduct product, int rows)
{
    private readonly VectorText _text = new(profile, product.Width(profile));
    private readonly VectorText _four = new(profile, 4);

    /// <summary>The vectors of 16 lanes that are ever added to; the others would be zero.</summary>
    private int Vectors => Math.Min(NarrowProduct.Block(profile) / _text.Width, (product.Layout.Units + _text.Width - 1) / _text.Width);

    private IEnumerable<(int Row, int Output)> Places =>
        Enumerable.Range(0, rows * product.Outputs).Select(i => (i / product.Outputs, i % product.Outputs));

    /// <summary>The vector of sums of a row and output.</summary>
    public static string Name(int row, int output, int vector) => Invariant($"a{row}_{output}_{vector}");

    public void EmitStart()
    {
        foreach (var (row, output) in Places)
        {
            for (int vector = 0; vector < Vectors; vector++)
            {
                writer.Raw($"var {Name(row, output, vector)} = {_text.Zero};");
            }
        }
    }

    public void EmitEnd(string biases)
    {
        var places = Places.ToList();
        var sums = places.ConvertAll(place => Fold(place.Row, place.Output));
        if (profile.IsPlain || sums.Count == 1)
        {
            for (int i = 0; i < sums.Count; i++)
            {
                string bias = product.Bias ? " + " + VectorText.Element(biases, places[i].Output) : "";
                writer.Raw($"{Target(places[i])} = {(profile.IsPlain ? sums[i] : $"LaneSum.Of({sums[i]})")}{bias};");
            }

            return;
        }

        while (sums.Count < NarrowProduct.MostOutputs)
        {
            sums.Add(sums[sums.Count - 1]);
        }

        writer.Raw($"var sums = LaneSum.Of({string.Join(", ", sums)}){(product.Bias ? " + " + Biases(biases) : "")};");
        if (product.Outputs == NarrowProduct.MostOutputs)
        {
            writer.Raw(_four.Store("sums", "y0", 0));
            return;
        }

        for (int i = 0; i < places.Count; i++)
        {
            writer.Line($"{Target(places[i])} = sums.GetElement({i});");
        }
    }

    /// <summary>Emits the first levels of the tree: lane j takes lane j + 8, then j + 4.</summary>
    /// <returns>The four lanes that are left; the one sum on the plain path.</returns>
    private string Fold(int row, int output)
    {
        string[] a = [.. Enumerable.Range(0, Vectors).Select(vector => Name(row, output, vector))];
        string tree = a.Length switch
        {
            1 => "",
            2 => $"{a[0]} += {a[1]};",
            3 => $"{a[0]} = ({a[0]} + {a[2]}) + {a[1]};",
            _ => $"{a[0]} = ({a[0]} + {a[2]}) + ({a[1]} + {a[3]});",
        };
        if (tree.Length > 0)
        {
            writer.Raw(tree);
        }

        string sum = a[0];
        for (int width = _text.Width / 2; width >= 4; width /= 2)
        {
            string half = Invariant($"s{row}_{output}_{width}");
            writer.Raw($"var {half} = {sum}.GetLower() + {sum}.GetUpper();");
            sum = half;
        }

        return sum;
    }

    /// <summary>The biases of the outputs of all rows, side by side.</summary>
    private string Biases(string biases) => (rows, product.Outputs) switch
    {
        (1, _) => _four.Load(biases, 0),
        (_, 1) => _four.Broadcast(biases),
        _ => $"Vector128.Create({string.Join(", ", Places.Select(place => VectorText.Element(biases, place.Output)))})",
    };

    private static string Target((int Row, int Output) place) => VectorText.Element(Invariant($"y{place.Row}"), place.Output);
}
