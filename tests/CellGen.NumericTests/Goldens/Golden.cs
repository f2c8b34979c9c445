using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Goldens;

/// <summary>One case that torch computed: its shape, its number of steps and the stored results.</summary>
/// <param name="Name">The name of the case; the values of its tensors come from <see cref="Noise"/> of this name.</param>
/// <param name="Shape">The net.</param>
/// <param name="Steps">The length of the sequence.</param>
/// <param name="Results">
/// Stored elements by the names of <see cref="NetResults"/>, float64. Larger tensors are sampled, see
/// <see cref="Sample{T}"/>.
/// </param>
public sealed record Golden(string Name, NetShape Shape, int Steps, IReadOnlyDictionary<string, double[]> Results)
{
    // SAMPLES of make_goldens.py.
    private const int Samples = 400;

    /// <summary>The weights, inputs and upstream gradients of this case.</summary>
    public Problem Problem => new(Shape, Steps, Name);

    /// <summary>The elements of a tensor that the golden stores, by the rule of make_goldens.py.</summary>
    public T[] Sample<T>(string name, T[] tensor)
    {
        if (tensor.Length <= Samples)
        {
            return tensor;
        }

        int columns = Columns(name);
        int stride = (tensor.Length + Samples - 1) / Samples;
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
            : Shape.Hidden;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
