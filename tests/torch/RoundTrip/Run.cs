namespace CellGen.RoundTrip;

/// <summary>What goes into one run of a net, and what comes out: input, h_0, c_0, output, h_n, c_n, row-major.</summary>
internal sealed class Run
{
    private static readonly string[] Inputs = ["input", "h_0", "c_0"];
    private static readonly string[] Results = ["output", "h_n", "c_n"];

    private readonly TensorShape[] _shapes;
    private readonly Dictionary<string, float[]> _values;

    private Run(TensorShape[] shapes, float[][] values)
    {
        _shapes = shapes;
        _values = shapes.Zip(values).ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }

    /// <summary>Whether there are c_0 and c_n.</summary>
    public bool HasCell => _values.ContainsKey("c_n");

    /// <summary>One tensor, by torch's name. Tokens are whole numbers.</summary>
    public float[] this[string name] => _values[name];

    /// <summary>A run with random input, or tokens, and a random initial state; the results are zero.</summary>
    public static Run Random(NetDescription net, int seed)
    {
        TensorShape[] shapes = [.. net.RunTensors()];
        var run = new Run(shapes, [.. shapes.Select(shape => new float[shape.Count])]);
        var random = new Random(seed);
        foreach (string name in Inputs.Where(run._values.ContainsKey))
        {
            bool tokens = name == "input" && net.Vocabulary > 0;
            float[] values = run[name];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = tokens ? random.Next(net.Vocabulary) : (2 * random.NextSingle()) - 1;
            }
        }

        return run;
    }

    /// <summary>Reads a run, which must have all tensors, of the right shapes, and no other.</summary>
    public static Run Read(NetDescription net, string path)
    {
        TensorShape[] shapes = [.. net.RunTensors()];
        return new Run(shapes, WeightFile.Read(path, net.Name, shapes));
    }

    /// <summary>Writes the run.</summary>
    public void Write(string path) => WeightFile.Write(path, _shapes, [.. _shapes.Select(shape => _values[shape.Name])]);

    /// <summary>A run with the same inputs; the results are zero.</summary>
    public Run WithoutResults() =>
        new(_shapes, [.. _shapes.Select(shape => Inputs.Contains(shape.Name) ? this[shape.Name] : new float[shape.Count])]);

    /// <summary>
    /// The result that differs most: its name, and the largest |actual − expected| / max(1, |expected|). NaN differs most.
    /// </summary>
    public (string Name, double Distance) WorstAgainst(Run expected) => Results.Where(_values.ContainsKey)
        .Select(name => (Name: name, Distance: Distance(this[name], expected[name])))
        .MaxBy(result => result.Distance);

    private static double Distance(float[] actual, float[] expected) => actual.Zip(expected)
        .Select(pair => Math.Abs((double)pair.First - pair.Second) / Math.Max(1, Math.Abs((double)pair.Second)))
        .Max(distance => double.IsNaN(distance) ? double.PositiveInfinity : distance);
}
