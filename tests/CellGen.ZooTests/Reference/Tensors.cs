using System.Buffers.Binary;
using System.Text.Json;

namespace CellGen.ZooTests.Reference;

/// <summary>Named tensors in torch's shapes and order, row-major; read without CellGen.</summary>
internal sealed class Tensors
{
    private readonly Dictionary<string, float[]> _values = [];

    /// <summary>All of them.</summary>
    public IReadOnlyDictionary<string, float[]> All => _values;

    /// <summary>A tensor, by its name.</summary>
    public float[] this[string name]
    {
        get => _values[name];
        set => _values[name] = value;
    }

    /// <summary>A .safetensors file of 32-bit floats: the header's length, the header as JSON, the numbers.</summary>
    public static Tensors Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using var document = JsonDocument.Parse(bytes.AsMemory(8, header));
        var result = new Tensors();
        foreach (var tensor in document.RootElement.EnumerateObject().Where(entry => entry.Value.TryGetProperty("data_offsets", out _)))
        {
            var offsets = tensor.Value.GetProperty("data_offsets");
            int start = 8 + header + offsets[0].GetInt32(), end = 8 + header + offsets[1].GetInt32();
            float[] values = new float[(end - start) / sizeof(float)];
            Buffer.BlockCopy(bytes, start, values, 0, end - start);
            result[tensor.Name] = values;
        }

        return result;
    }

    /// <summary>A state_dict in JSON: names and nested lists.</summary>
    public static Tensors OfStateDict(JsonElement json)
    {
        var result = new Tensors();
        foreach (var entry in json.EnumerateObject())
        {
            result[entry.Name] = Flatten(entry.Value);
        }

        return result;
    }

    /// <summary>The numbers of nested lists, in order.</summary>
    public static float[] Flatten(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().SelectMany(Flatten)] : [list.GetSingle()];
}
