using CellGen.TopologyTests.Nets;

namespace CellGen.TopologyTests.Host;

/// <summary>The loop of torch's character tutorial in double precision, over the weights of a net.</summary>
internal sealed class TutorialLoop(TutorialNet net, float[] input, float[] initial)
{
    public double[] Input { get; } = Array.ConvertAll(input, value => (double)value);

    public double[] Initial { get; } = Array.ConvertAll(initial, value => (double)value);

    public Dictionary<string, double[]> Weights { get; } = Host.Weights.Lengths(net).Keys.ToDictionary(
        name => name, name => Array.ConvertAll(Host.Weights.Of(net, name), value => (double)value));

    public (double[] Output, double[] Hidden) Forward()
    {
        double[] hidden = Initial;
        var output = new List<double>();
        foreach (double[] x in Input.Chunk(4))
        {
            double[] combined = [.. x, .. hidden];
            double[] scores = Linear("i2o", combined);
            double sum = Math.Log(scores.Sum(Math.Exp));
            output.AddRange(scores.Select(score => score - sum));
            hidden = Linear("i2h", combined);
        }

        return ([.. output], hidden);
    }

    private double[] Linear(string name, double[] operand) =>
    [
        .. Weights[name + ".weight"].Chunk(operand.Length)
            .Zip(Weights[name + ".bias"], (row, bias) => bias + row.Zip(operand, (weight, value) => weight * value).Sum()),
    ];
}
