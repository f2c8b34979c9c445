using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Oracle;

/// <summary>A <see cref="Problem"/> in double precision, whose values may be changed, and its loss.</summary>
public sealed class OracleProblem
{
    private readonly Problem _problem;
    private readonly Dictionary<string, double[]> _weights;
    private readonly OracleNet _net;

    /// <summary>Copies the values of a problem.</summary>
    public OracleProblem(Problem problem)
    {
        _problem = problem;
        _weights = problem.Weights.ToDictionary(weight => weight.Key, weight => ToDouble(weight.Value));
        _net = new OracleNet(problem.Shape, _weights);
        Input = ToDouble(problem.Input);
        Initial = new(ToDouble(problem.InitialHidden), problem.Shape.HasCell ? ToDouble(problem.InitialCell) : []);
    }

    /// <summary>[Steps × Input].</summary>
    public double[] Input { get; }

    /// <summary>h0 and c0.</summary>
    public OracleState Initial { get; }

    /// <summary>Output and final state.</summary>
    public (double[] Output, OracleState Final) Forward() => _net.Forward(Input, Initial);

    /// <summary>The results of forward, by the names of <see cref="NetResults"/>.</summary>
    public Dictionary<string, double[]> Results()
    {
        (double[] output, OracleState final) = Forward();
        var results = new Dictionary<string, double[]> { ["output"] = output, ["hn"] = final.Hidden };
        if (_problem.Shape.HasCell)
        {
            results["cn"] = final.Cell;
        }

        return results;
    }

    /// <summary>
    /// The values that a gradient is taken of, by the names of <see cref="NetResults"/>. They are the arrays that
    /// <see cref="Forward"/> reads: a change of one changes the loss.
    /// </summary>
    public Dictionary<string, double[]> Variables()
    {
        var variables = _weights.ToDictionary(weight => weight.Key + NetResults.GradientSuffix, weight => weight.Value);
        variables["input" + NetResults.GradientSuffix] = Input;
        variables["h0" + NetResults.GradientSuffix] = Initial.Hidden;
        if (_problem.Shape.HasCell)
        {
            variables["c0" + NetResults.GradientSuffix] = Initial.Cell;
        }

        return variables;
    }

    /// <summary>The loss whose gradients the problem states: the sum of their products with output, hn and cn.</summary>
    public double Loss()
    {
        (double[] output, OracleState final) = Forward();
        double loss = Dot(output, _problem.OutputGradient) + Dot(final.Hidden, _problem.HiddenGradient);
        return _problem.Shape.HasCell ? loss + Dot(final.Cell, _problem.CellGradient) : loss;
    }

    private static double Dot(double[] values, float[] gradient)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i] * gradient[i];
        }

        return sum;
    }

    private static double[] ToDouble(float[] values) => Array.ConvertAll(values, value => (double)value);
}
