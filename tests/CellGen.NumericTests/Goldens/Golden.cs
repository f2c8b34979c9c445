using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Goldens;

/// <summary>One case that torch or ONNX Runtime computed: its shape, its number of steps and the stored results.</summary>
/// <param name="Name">The name of the case; the values of its tensors come from <see cref="Noise"/> of this name.</param>
/// <param name="Sequence">Which sequence of a batch it is, as its inputs' names have it; empty where there is no batch.</param>
/// <param name="Shape">The net.</param>
/// <param name="Steps">The length of the sequence.</param>
/// <param name="Samples">The most elements of a tensor that are stored.</param>
/// <param name="Results">
/// Stored elements by the names of <see cref="NetResults"/>. Larger tensors are sampled, see <see cref="Sample{T}"/>.
/// </param>
public sealed record Golden(
    string Name, string Sequence, NetShape Shape, int Steps, int Samples, IReadOnlyDictionary<string, double[]> Results)
{
    /// <summary>The weights, inputs and upstream gradients of this case.</summary>
    public Problem Problem => new(Shape, Steps, Name, Sequence);

    /// <summary>The elements of a tensor that the golden stores, by the rule of make_goldens.py.</summary>
    public T[] Sample<T>(string name, T[] tensor)
    {
        if (tensor.Length <= Samples)
        {
            return tensor;
        }

        return Every(tensor, Samples, Columns(name));
    }

    /// <summary>Every n-th element: at most so many, of every column.</summary>
    public static T[] Every<T>(T[] tensor, int samples, int columns)
    {
        int stride = (tensor.Length + samples - 1) / samples;
        while (GreatestCommonDivisor(stride, columns) != 1)
        {
            stride++;
        }

        return [.. Enumerable.Range(0, (tensor.Length + stride - 1) / stride).Select(i => tensor[i * stride])];
    }

    private int Columns(string name)
    {
        string tensorName = name.Replace(NetResults.GradientSuffix, "", StringComparison.Ordinal);
        ParameterShape? tensor = Shape.Tensors.SingleOrDefault(tensor => tensor.Name == tensorName);
        return tensor is not null ? (tensor.Columns == 0 ? tensor.Rows : tensor.Columns)
            : tensorName == "input" ? Shape.Input
            : tensorName == "output" ? Shape.OutputSize
            : tensorName is "c0" or "cn" ? Shape.Hidden
            : Shape.StateSize;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
