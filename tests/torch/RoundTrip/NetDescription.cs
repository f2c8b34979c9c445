using System.Reflection;
using System.Text.Json;

namespace CellGen.RoundTrip;

/// <summary>What the attributes of a net say, in the words that torch_side.py reads from nets.json.</summary>
/// <param name="Name">The class.</param>
/// <param name="Kind">The member of <see cref="CellKind"/>.</param>
/// <param name="Nonlinearity">The member of <see cref="CellGen.Nonlinearity"/>; only an RNN reads it.</param>
/// <param name="Input">torch: input_size, or embedding_dim.</param>
/// <param name="Hidden">torch: hidden_size.</param>
/// <param name="Layers">torch: num_layers.</param>
/// <param name="Bidirectional">torch: bidirectional.</param>
/// <param name="Bias">torch: bias.</param>
/// <param name="Projection">torch: proj_size.</param>
/// <param name="HeadOutput">out_features of the head; 0 where there is none.</param>
/// <param name="HeadBias">Whether the head has a bias.</param>
/// <param name="HeadInput">The member of <see cref="CellGen.HeadInput"/>.</param>
/// <param name="Vocabulary">num_embeddings; 0 where there is no embedding.</param>
internal sealed record NetDescription(
    string Name,
    string Kind,
    string Nonlinearity,
    int Input,
    int Hidden,
    int Layers,
    bool Bidirectional,
    bool Bias,
    int Projection,
    int HeadOutput,
    bool HeadBias,
    string HeadInput,
    int Vocabulary)
{
    /// <summary>The number of steps of every run.</summary>
    public const int StepCount = 11;

    /// <summary>The number of steps of every run, for nets.json.</summary>
    public int Steps => StepCount;

    /// <summary>Reads the attributes of a class.</summary>
    public static NetDescription Of(Type type)
    {
        RecurrentCellAttribute cell = type.GetCustomAttribute<RecurrentCellAttribute>()!;
        DenseHeadAttribute? head = type.GetCustomAttribute<DenseHeadAttribute>();
        EmbeddingAttribute? embedding = type.GetCustomAttribute<EmbeddingAttribute>();
        return new NetDescription(
            type.Name,
            cell.Kind.ToString(),
            cell.Nonlinearity.ToString(),
            cell.Input,
            cell.Hidden,
            cell.Layers,
            cell.Bidirectional,
            cell.Bias,
            cell.Projection,
            head?.Output ?? 0,
            head?.Bias ?? false,
            (head?.Over ?? default).ToString(),
            embedding?.Vocabulary ?? 0);
    }

    /// <summary>Writes the list that the Python side works through.</summary>
    public static void WriteAll(string path, IEnumerable<NetDescription> nets)
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
        File.WriteAllText(path, JsonSerializer.Serialize(nets, options));
    }

    /// <summary>Layers × directions: the rows of h_n.</summary>
    public int StateRows => Layers * (Bidirectional ? 2 : 1);

    /// <summary>The size of one row of the state h.</summary>
    public int HiddenSize => Projection > 0 ? Projection : Hidden;

    /// <summary>What goes into a run and what comes out, unbatched, by torch's names.</summary>
    public IEnumerable<TensorShape> RunTensors()
    {
        int features = HeadOutput > 0 ? HeadOutput : HiddenSize * (Bidirectional ? 2 : 1);
        bool everyStep = HeadOutput == 0 || HeadInput == nameof(CellGen.HeadInput.EveryStep);
        yield return Vocabulary > 0 ? new TensorShape("input", Steps) : new TensorShape("input", Steps, Input);
        yield return new TensorShape("h_0", StateRows, HiddenSize);
        yield return everyStep ? new TensorShape("output", Steps, features) : new TensorShape("output", features);
        yield return new TensorShape("h_n", StateRows, HiddenSize);
        if (Kind == nameof(CellKind.Lstm))
        {
            yield return new TensorShape("c_0", StateRows, Hidden);
            yield return new TensorShape("c_n", StateRows, Hidden);
        }
    }
}
