using CellGen.NumericTests;
using CellGen.TopologyTests.Host;

namespace CellGen.TopologyTests.Pairs;

/// <summary>The gradients of a pair are what differences of its loss say.</summary>
internal static class PairDifferences
{
    public delegate void TensorOf(string name, Span<float> destination);

    /// <summary>Of every tensor.</summary>
    public static void Check(ITrainable net, string name, Func<double> loss, TensorOf gradient)
    {
        foreach (string tensor in PairGoldens.Tensors(name))
        {
            var values = new float[PairGoldens.Result(name, tensor + "_gradient").Length];
            var found = new float[values.Length];
            net.Get(tensor, values);
            gradient(tensor, found);
            Check(
                () =>
                {
                    net.Set(tensor, values);
                    return loss();
                },
                values,
                found,
                tensor);
            net.Set(tensor, values);
        }
    }

    /// <summary>Of values that the loss reads.</summary>
    public static void Check(Func<double> loss, float[] values, float[] gradient, string what) =>
        Closeness.Within(SingleDifferences.Tolerance, Closeness.Distance(SingleDifferences.Of(loss, () => values), gradient), what);
}
