using System.Text.Json;
using System.Text.Json.Serialization;
using CellGen.NumericTests.Goldens;

namespace CellGen.NumericTests.Networks;

/// <summary>What torch computes of nets of several layers: tests/torch/networks.py describes them.</summary>
/// <param name="Net">The net.</param>
/// <param name="Results">Stored elements, by the names of <see cref="NetworkResults"/>.</param>
internal sealed record NetworkGoldens(NetworkDescription Net, IReadOnlyDictionary<string, double[]> Results)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new JsonStringEnumConverter() },
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NetworkGoldens> All { get; } = [.. GoldenFiles.ReadCases("networks").Select(
        golden => new NetworkGoldens(JsonSerializer.Deserialize<NetworkDescription>(golden.Description, Options)!, golden.Results))];

    /// <summary>The golden of that net.</summary>
    public static NetworkGoldens Find(string name) => All.Single(golden => golden.Net.Name == name);

    /// <summary>What torch read.</summary>
    public NetworkProblem Problem => new(Net) { GivesStates = !Net.Rests };

    /// <summary>The elements of a tensor that the golden stores, by the rule of make_goldens.py.</summary>
    public T[] Sample<T>(string result, T[] tensor) => tensor.Length <= Net.Samples ? tensor : Golden.Every(tensor, Net.Samples, ColumnsOf(result));

    private int ColumnsOf(string result)
    {
        string name = result.Replace("_gradient", "");
        return Net.Tensors.SingleOrDefault(tensor => tensor.Name == name) is { } tensor ? tensor.Dimensions[^1]
            : name == "input" ? Net.Input
            : Net.Outputs.SingleOrDefault(output => Net.NameOf(output) == name) is { } output ? output.Size
            : Net.States.Single(state => name.StartsWith(state.Name + ".", StringComparison.Ordinal)) is { IsCell: false } convolution ? convolution.Channels
            : Net.Cells.Single(cell => name.StartsWith(cell.Name + ".", StringComparison.Ordinal)) is var cell && name[cell.Name.Length + 1] == 'c' ? cell.Shape.Hidden
            : cell.Shape.StateSize;
    }
}
