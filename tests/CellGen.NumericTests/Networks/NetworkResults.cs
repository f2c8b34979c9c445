using CellGen.NumericTests.Host;
using CellGen.Simd;

namespace CellGen.NumericTests.Networks;

/// <summary>All results of a net of several layers by name: outputs, vad_gru.hn, input_gradient, vad_gru.h0_gradient, vad.weight_gradient.</summary>
internal static class NetworkResults
{
    /// <summary>Outputs and final states, with a Workspace or a Tape.</summary>
    public static Dictionary<string, float[]> Forward(NetworkProblem problem, ILayeredNet net, object scratch)
    {
        float[][] outputs = problem.NewOutputs();
        INetworkStates? states = problem.GivesStates ? problem.NewStates(net) : null;
        net.Forward(problem.Input, outputs, states, scratch);
        return Collect(problem, outputs, states);
    }

    /// <summary>What a net wrote.</summary>
    public static Dictionary<string, float[]> Collect(NetworkProblem problem, float[][] outputs, INetworkStates? states, int index = 0)
    {
        var results = problem.Net.Outputs.Zip(outputs).ToDictionary(output => problem.Net.NameOf(output.First), output => output.Second);
        AddStates(results, problem.Net, states, index, "n");
        return results;
    }

    /// <summary>Those of a forward pass with a tape and of a backward pass.</summary>
    public static Dictionary<string, float[]> Full(NetworkProblem problem, NetworkCompiler compiler, VectorWidth? width = null)
    {
        ILayeredNet net = problem.NewNet(compiler, width);
        object tape = net.NewTape(problem.Steps);
        var results = Forward(problem, net, tape);
        INetGradient gradient = net.NewGradient();
        AddGradients(results, problem, net, gradient, tape);
        AddParameters(results, problem.Net, gradient);
        return results;
    }

    /// <summary>Runs Backward; adds what it gives to the input and the initial states.</summary>
    public static void AddGradients(Dictionary<string, float[]> results, NetworkProblem problem, ILayeredNet net, INetGradient gradient, object tape)
    {
        float[] inputGradient = [.. Enumerable.Repeat(float.NaN, problem.Input.Rows.Length)];
        INetworkStates? states = problem.GivesStates ? problem.NewStates(net, gradients: true) : null;
        net.Backward(problem.Input, problem.OutputGradients, inputGradient, states, gradient, tape);
        if (!problem.Net.ReadsTokens)
        {
            results.Add("input_gradient", inputGradient);
        }

        AddStates(results, problem.Net, states, 0, "0_gradient");
    }

    /// <summary>The gradients of the parameters.</summary>
    public static void AddParameters(Dictionary<string, float[]> results, NetworkDescription net, INetGradient gradient)
    {
        foreach (ParameterShape tensor in net.Trained)
        {
            var values = new float[tensor.Count];
            gradient.Get(tensor.Name, values);
            results.Add(tensor.Name + "_gradient", values);
        }
    }

    /// <summary>The states of a sequence, or what else has their places, each under its letter and what it is; nothing of none.</summary>
    public static void AddStates(Dictionary<string, float[]> results, NetworkDescription net, INetworkStates? states, int index, string what)
    {
        foreach (NetworkNode node in states is null ? [] : net.States)
        {
            string name = $"{node.Name}.{node.State}{what}";
            if (!node.IsCell)
            {
                results.Add(name, NetworkWindows.Read(net, node, states!, index));
                continue;
            }

            (int Layer, int Direction)[] places = [.. Enumerable.Range(0, node.Places).Select(i => (i / node.Shape.Directions, i % node.Shape.Directions))];
            results.Add(name, [.. places.SelectMany(place => states!.Hidden(index, node.Name, place.Layer, place.Direction).ToArray())]);
            if (node.HasCell)
            {
                results.Add($"{node.Name}.c{what}", [.. places.SelectMany(place => states!.Cell(index, node.Name, place.Layer, place.Direction).ToArray())]);
            }
        }
    }
}
