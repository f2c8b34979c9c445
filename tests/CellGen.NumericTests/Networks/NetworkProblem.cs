using CellGen.NumericTests.Goldens;
using CellGen.NumericTests.Oracle;
using CellGen.Simd;

namespace CellGen.NumericTests.Networks;

/// <summary>
/// Everything that a forward and a backward pass of a net of several layers reads, from <see cref="Noise"/> of the net's name;
/// and the same in double precision, whose values may be changed.
/// </summary>
internal sealed class NetworkProblem
{
    private readonly string _name;
    private readonly double[] _input;
    private readonly OracleState[] _initial;
    private readonly Lazy<IReadOnlyDictionary<string, float[]>> _drawn;
    private readonly Lazy<Dictionary<string, double[]>> _weights;

    /// <param name="net">The net.</param>
    /// <param name="steps">The length of the sequence; 0 is the net's.</param>
    /// <param name="sequence">What tells apart the sequences of one net, whose weights are the same.</param>
    public NetworkProblem(NetworkDescription net, int steps = 0, string sequence = "")
    {
        Net = net;
        Steps = steps == 0 ? net.Steps : steps;
        _name = net.Name + sequence + "/";
        _drawn = new(() => net.Tensors.ToDictionary(tensor => tensor.Name, tensor => Noise.Values($"{net.Name}/{tensor.Name}", tensor.Count, ScaleOf(tensor.Name))));
        _weights = new(() => Weights.ToDictionary(weight => weight.Key, weight => ToDouble(weight.Value)));
        int vocabulary = net.Vocabulary > 0 ? net.Vocabulary : net.Input;
        int[] tokens = net.ReadsTokens ? [.. Noise.Values(_name + "tokens", Steps).Select(value => (int)((value + 1) * 0.5 * vocabulary) % vocabulary)] : [];
        Input = new(net.ReadsTokens ? [] : Noise.Values(_name + "input", Steps * net.Input), tokens);
        _input = net.ReadsTokens ? [] : ToDouble(Input.Rows);
        _initial = [.. net.States.Select(node => new OracleState(ToDouble(Initial(node, node.State + "0")), ToDouble(Initial(node, "c0"))))];
    }

    /// <summary>The net.</summary>
    public NetworkDescription Net { get; }

    /// <summary>The length of the sequence.</summary>
    public int Steps { get; }

    /// <summary>Whether the sequence begins with a given state, and its final one is a result; else it begins as the net says.</summary>
    public bool GivesStates { get; init; } = true;

    /// <summary>The parameters by name; made when they are asked for, since the sequences of a batch share them.</summary>
    public IReadOnlyDictionary<string, float[]> Weights => _drawn.Value;

    /// <summary>The sequence.</summary>
    public NetworkInput Input { get; }

    /// <summary>dL/doutput of each output.</summary>
    public float[][] OutputGradients => [.. Net.Outputs.Select(output => Noise.Values($"{_name}{Net.NameOf(output)}_gradient", Net.OutputCount(output, Steps)))];

    /// <summary>Room for the outputs, of NaN.</summary>
    public float[][] NewOutputs() => [.. Net.Outputs.Select(output => Enumerable.Repeat(float.NaN, Net.OutputCount(output, Steps)).ToArray())];

    /// <summary>A net with these weights.</summary>
    public ILayeredNet NewNet(NetworkCompiler compiler, VectorWidth? width = null)
    {
        ILayeredNet net = compiler.Create(Net);
        foreach ((string tensor, float[] values) in Weights)
        {
            net.Set(tensor, values);
        }

        if (width is { } chosen)
        {
            net.VectorWidth = chosen;
        }

        return net;
    }

    /// <summary>Writes the initial states, or the gradients of the final ones.</summary>
    public void Fill(INetworkStates states, int index, bool gradients)
    {
        string what = gradients ? "n_gradient" : "0";
        foreach (NetworkNode node in Net.States)
        {
            if (!node.IsCell)
            {
                NetworkWindows.Write(Net, node, states, index, Initial(node, node.State + what));
                continue;
            }

            Write(states.Hidden, node, Initial(node, node.State + what), index);
            if (node.HasCell)
            {
                Write(states.Cell, node, Initial(node, "c" + what), index);
            }
        }
    }

    /// <summary>New states that hold the initial ones.</summary>
    public INetworkStates NewStates(ILayeredNet net, bool gradients = false)
    {
        INetworkStates states = net.NewStates(1);
        Fill(states, 0, gradients);
        return states;
    }

    /// <summary>The results of the oracle: outputs and final states.</summary>
    public Dictionary<string, double[]> Expected()
    {
        var (outputs, final) = new NetworkOracle(Net, _weights.Value).Forward(Rows(), GivesStates ? _initial : [.. Net.States.Select(AtRest)]);
        var results = Net.Outputs.Zip(outputs).ToDictionary(output => Net.NameOf(output.First), output => output.Second);
        AddStates(results, final, "n");
        return results;
    }

    /// <summary>The arrays that the oracle reads, by the names of their gradients.</summary>
    public Dictionary<string, double[]> Variables()
    {
        var variables = Net.Trained.ToDictionary(tensor => tensor.Name + "_gradient", tensor => _weights.Value[tensor.Name]);
        if (!Net.ReadsTokens)
        {
            variables.Add("input_gradient", _input);
        }

        AddStates(variables, _initial, "0_gradient");
        return variables;
    }

    /// <summary>The loss whose gradients the problem states: the sum of their products with outputs and final states.</summary>
    public double Loss() => Expected().Sum(result => result.Value.Zip(Noise.Values($"{_name}{result.Key}_gradient", result.Value.Length), (value, gradient) => value * gradient).Sum());

    private static double[] ToDouble(float[] values) => Array.ConvertAll(values, value => (double)value);

    private void AddStates(Dictionary<string, double[]> results, OracleState[] states, string what)
    {
        foreach (var (node, state) in GivesStates ? Net.States.Zip(states) : [])
        {
            results.Add($"{node.Name}.{node.State}{what}", state.Hidden);
            if (node.HasCell)
            {
                results.Add($"{node.Name}.c{what}", state.Cell);
            }
        }
    }

    private float[] Initial(NetworkNode node, string part) =>
        Noise.Values($"{_name}{node.Name}.{part}", part[0] == 'c' ? node.StateCounts.Cell : node.StateCounts.State);

    /// <summary>What a layer begins with where no state is given.</summary>
    private OracleState AtRest(NetworkNode node)
    {
        double[] Part(char part, int count) => node.TrainsInitialState
            ? [.. node.InitialStates.Where(tensor => tensor.Name[0] == part).SelectMany(tensor => _weights.Value[node.Prefix + tensor.Name])]
            : new double[count];
        return new(Part('h', node.StateCounts.State), Part('c', node.StateCounts.Cell));
    }

    private static void Write(StatePart part, NetworkNode cell, float[] values, int index)
    {
        int size = values.Length / cell.Places;
        for (int i = 0; i < values.Length / size; i++)
        {
            values.AsSpan(i * size, size).CopyTo(part(index, cell.Name, i / cell.Shape.Directions, i % cell.Shape.Directions));
        }
    }

    private float ScaleOf(string tensor) => tensor == "embedding.weight" ? 1
        : Noise.WeightScale(Net.Nodes.First(node => node.Tensors.Any(each => each.Name == tensor)).Fan);

    /// <summary>What the first layer reads; a token selects a row of the embedding, or of the unit matrix.</summary>
    private double[] Rows() => Net.Tokens switch
    {
        "" => _input,
        "TokenInput" => [.. Input.Tokens.SelectMany(token => Enumerable.Range(0, Net.Input).Select(k => k == token ? 1.0 : 0))],
        _ => [.. Input.Tokens.SelectMany(token => _weights.Value["embedding.weight"][(token * Net.Input)..((token + 1) * Net.Input)])],
    };

    private delegate Span<float> StatePart(int index, string cell, int layer, int direction);
}
