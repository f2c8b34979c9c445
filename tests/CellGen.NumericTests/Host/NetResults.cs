using CellGen.Simd;

namespace CellGen.NumericTests.Host;

/// <summary>
/// All results of a forward and a backward pass of a generated net, by name: output, hn, cn, input_gradient, h0_gradient,
/// c0_gradient, and the gradient of each parameter, such as weight_ih_l0_gradient.
/// </summary>
public static class NetResults
{
    /// <summary>What follows the name of a tensor in the name of its gradient.</summary>
    public const string GradientSuffix = "_gradient";

    /// <summary>The results of forward alone, with a workspace.</summary>
    public static Dictionary<string, float[]> Forward(Problem problem, VectorWidth? width = null)
    {
        INet net = problem.NewNet(width);
        return Forward(problem, net, net.NewWorkspace(problem.Steps));
    }

    /// <summary>The results of forward alone, with a given net and a Workspace or Tape of it.</summary>
    public static Dictionary<string, float[]> Forward(Problem problem, INet net, object scratch)
    {
        var output = new float[problem.Shape.OutputCount(problem.Steps)];
        INetState state = problem.NewInitialState(net);
        net.Forward(problem.Input, output, state, scratch);

        var results = new Dictionary<string, float[]> { ["output"] = output, ["hn"] = problem.Hidden(state) };
        if (problem.Shape.HasCell)
        {
            results["cn"] = problem.Cell(state);
        }

        return results;
    }

    /// <summary>The results of forward with a tape and of backward.</summary>
    public static Dictionary<string, float[]> Full(Problem problem, VectorWidth? width = null)
    {
        INet net = problem.NewNet(width);
        object tape = net.NewTape(problem.Steps);
        Dictionary<string, float[]> results = Forward(problem, net, tape);

        var inputGradient = new float[problem.Input.Length];
        INetState stateGradient = problem.NewStateGradient(net);
        INetGradient gradient = net.NewGradient();
        net.Backward(problem.Input, problem.OutputGradient, inputGradient, stateGradient, gradient, tape);

        results["input" + GradientSuffix] = inputGradient;
        results["h0" + GradientSuffix] = problem.Hidden(stateGradient);
        if (problem.Shape.HasCell)
        {
            results["c0" + GradientSuffix] = problem.Cell(stateGradient);
        }

        foreach (ParameterShape tensor in problem.Shape.Tensors)
        {
            var values = new float[tensor.Count];
            gradient.Get(tensor.Name, values);
            results[tensor.Name + GradientSuffix] = values;
        }

        return results;
    }
}
