using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests.Goldens;

/// <summary>
/// The goldens of tests/torch/make_goldens.py, one embedded .safetensors file (F64) a kind of cell; the metadata describes
/// the cases.
/// </summary>
public static class GoldenFiles
{
    private static readonly Dictionary<string, Golden> ByName =
        new[] { "rnn", "gru", "lstm" }.SelectMany(Read).ToDictionary(golden => golden.Name);

    /// <summary>All cases.</summary>
    public static IReadOnlyCollection<Golden> All => ByName.Values;

    /// <summary>The names of all cases.</summary>
    public static TheoryData<string> Names => [.. ByName.Keys];

    /// <summary>The case of that name.</summary>
    public static Golden Find(string name) => ByName[name];

    private static List<Golden> Read(string kind)
    {
        byte[] file = Resource(kind + ".safetensors");
        int headerLength = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        using var header = JsonDocument.Parse(file.AsMemory(8, headerLength));
        ReadOnlySpan<byte> data = file.AsSpan(8 + headerLength);

        var results = new Dictionary<string, Dictionary<string, double[]>>();
        foreach (JsonProperty tensor in header.RootElement.EnumerateObject().Where(tensor => tensor.Name != "__metadata__"))
        {
            string[] path = tensor.Name.Split('/');
            JsonElement offsets = tensor.Value.GetProperty("data_offsets");
            results.TryAdd(path[0], []);
            results[path[0]].Add(path[1], MemoryMarshal.Cast<byte, double>(data[offsets[0].GetInt32()..offsets[1].GetInt32()]).ToArray());
        }

        JsonElement metadata = header.RootElement.GetProperty("__metadata__");
        return [.. results.Select(result => Describe(metadata.GetProperty(result.Key).GetString()!, result.Value))];
    }

    private static Golden Describe(string description, Dictionary<string, double[]> results)
    {
        using var json = JsonDocument.Parse(description);
        JsonElement field = json.RootElement;
        int output = field.GetProperty("output").GetInt32();
        HeadShape? head = output == 0
            ? null
            : new(output, Parse<HeadInput>(field, "over"), field.GetProperty("headBias").GetBoolean());
        var shape = new NetShape(
            Parse<CellKind>(field, "kind"),
            field.GetProperty("input").GetInt32(),
            field.GetProperty("hidden").GetInt32(),
            field.GetProperty("layers").GetInt32(),
            field.GetProperty("bidirectional").GetBoolean(),
            field.GetProperty("bias").GetBoolean(),
            Parse<Nonlinearity>(field, "nonlinearity"),
            head);
        return new(field.GetProperty("name").GetString()!, shape, field.GetProperty("steps").GetInt32(), results);
    }

    private static T Parse<T>(JsonElement description, string property)
        where T : struct, Enum => Enum.Parse<T>(description.GetProperty(property).GetString()!);

    private static byte[] Resource(string name)
    {
        using Stream stream = typeof(GoldenFiles).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
