using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests.Goldens;

/// <summary>
/// The goldens of tests/torch/make_goldens.py (F64) and tests/onnx/make_goldens (F32), embedded .safetensors files whose
/// metadata describes the cases.
/// </summary>
public static class GoldenFiles
{
    // SAMPLES of make_goldens.py.
    private const int DefaultSamples = 400;

    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };
    private static readonly Dictionary<string, Golden> TorchByName = Read("rnn", "gru", "lstm", "projection", "variants");
    private static readonly Dictionary<string, Golden> OnnxByName = Read("onnx");

    /// <summary>All cases that torch computed.</summary>
    public static IReadOnlyCollection<Golden> Torch => TorchByName.Values;

    /// <summary>All sequences that ONNX Runtime computed.</summary>
    public static IReadOnlyCollection<Golden> Onnx => OnnxByName.Values;

    /// <summary>The names of the cases that torch computed.</summary>
    public static TheoryData<string> TorchNames => [.. TorchByName.Keys];

    /// <summary>The names of the sequences that ONNX Runtime computed.</summary>
    public static TheoryData<string> OnnxNames => [.. OnnxByName.Keys];

    /// <summary>The case or sequence of that name.</summary>
    public static Golden Find(string name) => TorchByName.GetValueOrDefault(name) ?? OnnxByName[name];

    private static Dictionary<string, Golden> Read(params string[] files) =>
        files.SelectMany(ReadFile).ToDictionary(golden => golden.Name + golden.Sequence);

    private static List<Golden> ReadFile(string name) => [.. ReadCases(name).Select(golden => Describe(golden.Description, golden.Results))];

    /// <summary>The cases of a file: their descriptions in JSON, and their results.</summary>
    internal static IEnumerable<(string Description, Dictionary<string, double[]> Results)> ReadCases(string name)
    {
        byte[] file = Resource(name + ".safetensors");
        int headerLength = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        using var header = JsonDocument.Parse(file.AsMemory(8, headerLength));
        ReadOnlySpan<byte> data = file.AsSpan(8 + headerLength);

        var results = new Dictionary<string, Dictionary<string, double[]>>();
        foreach (JsonProperty tensor in header.RootElement.EnumerateObject().Where(tensor => tensor.Name != "__metadata__"))
        {
            string[] path = tensor.Name.Split('/');
            JsonElement offsets = tensor.Value.GetProperty("data_offsets");
            ReadOnlySpan<byte> values = data[offsets[0].GetInt32()..offsets[1].GetInt32()];
            results.TryAdd(path[0], []);
            results[path[0]].Add(path[1], tensor.Value.GetProperty("dtype").GetString() == "F64"
                ? MemoryMarshal.Cast<byte, double>(values).ToArray()
                : Array.ConvertAll(MemoryMarshal.Cast<byte, float>(values).ToArray(), value => (double)value));
        }

        JsonElement metadata = header.RootElement.GetProperty("__metadata__");
        return [.. results.Select(result => (metadata.GetProperty(result.Key).GetString()!, result.Value))];
    }

    private static Golden Describe(string description, Dictionary<string, double[]> results)
    {
        using var json = JsonDocument.Parse(description);
        JsonElement field = json.RootElement;
        int output = Optional("output", 0);
        HeadShape? head = output == 0
            ? null
            : new(output, Optional("over", HeadInput.EveryStep), Optional("headBias", true), Optional("logSoftmax", false));
        var shape = new NetShape(
            Optional("kind", CellKind.Rnn),
            Optional("input", 0),
            Optional("hidden", 0),
            Optional("layers", 1),
            Optional("bidirectional", false),
            Optional("bias", true),
            Optional("nonlinearity", Nonlinearity.Tanh),
            head,
            Optional("merge", DirectionMerge.Concatenate),
            Optional("projection", 0),
            Optional("resetAfter", true),
            Optional("peephole", false),
            Optional("coupledGates", false),
            Optional("cellClip", 0.0),
            Optional("clip", 0.0),
            GateNonlinearity: Optional("gateNonlinearity", Nonlinearity.Sigmoid),
            OutputNonlinearity: Optional("outputNonlinearity", Nonlinearity.Tanh));
        return new(
            Optional("name", ""), Optional("sequence", ""), shape, Optional("steps", 0), Optional("samples", DefaultSamples), results);

        T Optional<T>(string name, T otherwise) =>
            field.TryGetProperty(name, out JsonElement value) ? value.Deserialize<T>(Options)! : otherwise;
    }

    private static byte[] Resource(string name)
    {
        using Stream stream = typeof(GoldenFiles).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
