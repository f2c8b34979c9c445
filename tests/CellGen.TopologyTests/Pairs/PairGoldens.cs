using CellGen.NumericTests.Goldens;

namespace CellGen.TopologyTests.Pairs;

/// <summary>What torch computes of the nets of tests/torch/pairs.py, and what it computes it from.</summary>
internal static class PairGoldens
{
    private static readonly Lazy<IReadOnlyList<SafeTensor>> File = new(Read);

    /// <summary>The lengths of the sources.</summary>
    public static int[] Sources { get; } = [5, 3, 6];

    /// <summary>The lengths of the targets.</summary>
    public static int[] Targets { get; } = [4, 6, 1];

    /// <summary>Of nets that read what they wrote: how many rows each sequence is given.</summary>
    public static int[] Given { get; } = [1, 3, 1];

    /// <summary>A result of a net.</summary>
    public static float[] Result(string net, string name) => Values(File.Value.Single(tensor => tensor.Name == $"{net}/{name}"));

    /// <summary>The names of the gradients of a net.</summary>
    public static IEnumerable<string> Tensors(string net) => File.Value
        .Where(tensor => tensor.Name.StartsWith(net + "/", StringComparison.Ordinal) && tensor.Name.EndsWith("_gradient", StringComparison.Ordinal))
        .Select(tensor => tensor.Name[(net.Length + 1)..^"_gradient".Length]);

    /// <summary>Gives a net the weights that torch's has.</summary>
    public static T Weighted<T>()
        where T : ITrainable, new()
    {
        var net = new T();
        foreach (string tensor in Tensors(typeof(T).Name))
        {
            net.Set(tensor, Noise.Values($"{typeof(T).Name}/{tensor}", Result(typeof(T).Name, tensor + "_gradient").Length, 0.5f));
        }

        return net;
    }

    /// <summary>The tokens of a sequence.</summary>
    public static int[] Tokens(string net, string what, int sequence, int length, int vocabulary) =>
        Array.ConvertAll(Noise.Values($"{net}/{what}{sequence}", length), value => (int)Math.Floor(((double)value + 1) / 2 * vocabulary));

    /// <summary>The rows of a sequence.</summary>
    public static float[] Rows(string net, string what, int sequence, int length, int size) => Noise.Values($"{net}/{what}{sequence}", length * size);

    private static float[] Values(SafeTensor tensor)
    {
        var values = new float[tensor.Count];
        tensor.CopyTo(values);
        return values;
    }

    private static IReadOnlyList<SafeTensor> Read()
    {
        using Stream stream = typeof(PairGoldens).Assembly.GetManifestResourceStream("pairs.safetensors")!;
        return SafeTensors.Read(stream).Tensors;
    }
}
