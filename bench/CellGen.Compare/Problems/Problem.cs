namespace CellGen.Compare.Problems;

/// <summary>A row with its numbers, the same for every peer.</summary>
public sealed class Problem
{
    /// <summary>
    /// Draws the numbers: weights as torch's default, uniform over ±1/√Hidden (of a dense layer ±1/√Input), everything else over ±1.
    /// </summary>
    public Problem(Row row)
    {
        Row = row;
        var random = new Random(20250101);
        var parameters = new List<Tensor>();
        foreach (NetLayer layer in row.Net)
        {
            AddLayer(parameters, random, layer, row.InputOf(layer));
        }

        foreach (var (name, count, width) in row.Pair?.Tensors(row) ?? [])
        {
            parameters.Add(new(name, Draw(random, count, width)));
        }

        float bound = 1 / MathF.Sqrt(row.Hidden);
        for (int layer = 0; layer < row.Layers; layer++)
        {
            for (int direction = 0; direction < row.Directions; direction++)
            {
                string suffix = $"_l{layer}{(direction == 1 ? "_reverse" : "")}";
                int rows = row.Gates * row.Hidden;
                parameters.Add(new("weight_ih" + suffix, Draw(random, rows * row.InputOf(layer), bound)));
                parameters.Add(new("weight_hh" + suffix, Draw(random, rows * row.Hidden, bound)));
                parameters.Add(new("bias_ih" + suffix, Draw(random, rows, bound)));
                parameters.Add(new("bias_hh" + suffix, Draw(random, rows, bound)));
            }
        }

        if (row.Head > 0)
        {
            parameters.Add(new("head.weight", Draw(random, row.Head * row.Hidden, bound)));
            parameters.Add(new("head.bias", Draw(random, row.Head, bound)));
        }

        if (row.Vocabulary > 0)
        {
            parameters.Add(new("embedding.weight", Draw(random, row.Vocabulary * row.Input, 1)));
        }

        Parameters = parameters;
        Input = row.Pair is { } pair
            ? [.. Tokens(random, row.Batch * pair.Source, pair.SourceVocabulary), .. Tokens(random, row.Batch * row.Steps, pair.TargetVocabulary)]
            : row.Vocabulary > 0 ? [.. Tokens(random, (row.Steps + 1) * row.Batch, row.Vocabulary)]
            : Draw(random, row.Steps * row.Batch * row.Input, 1);
        OutputGradient = Draw(random, row.Steps * row.Batch * row.OutputSize, 1);
    }

    /// <summary>The row.</summary>
    public Row Row { get; }

    /// <summary>
    /// For each layer and direction weight_ih, weight_hh, bias_ih, bias_hh; then the head's weight and bias. Of a net of several
    /// layers those of each, in order, behind its name; of a dense one weight and bias. An embedding is the last.
    /// </summary>
    public IReadOnlyList<Tensor> Parameters { get; }

    /// <summary>
    /// [T, B, Input]; of an encoder and decoder the tokens of the sources, [B, S], then those of the targets, [B, T]; of a net of
    /// tokens [T + 1, B], of which each but the first is the target of the one before.
    /// </summary>
    public float[] Input { get; }

    /// <summary>dL/doutput, [T, B, OutputSize]; of an encoder and decoder [B, T, OutputSize].</summary>
    public float[] OutputGradient { get; }

    /// <summary>The values of one of the four tensors of a direction of a layer.</summary>
    public float[] Weights(int layer, int direction, int tensor) =>
        Parameters[(((layer * Row.Directions) + direction) * 4) + tensor].Values;

    /// <summary>The values of a tensor.</summary>
    public float[] Values(string name) => Parameters.Single(tensor => tensor.Name == name).Values;

    private static void AddLayer(List<Tensor> parameters, Random random, NetLayer layer, int input)
    {
        int rows = layer.Gates * layer.Size;
        float bound = 1 / MathF.Sqrt(layer.Cell is null ? input : layer.Size);
        (string Name, int Count)[] tensors = layer.Cell is null
            ? [("weight", rows * input), ("bias", rows)]
            : [("weight_ih_l0", rows * input), ("weight_hh_l0", rows * layer.Size), ("bias_ih_l0", rows), ("bias_hh_l0", rows)];
        parameters.AddRange(tensors.Select(tensor => new Tensor($"{layer.Name}.{tensor.Name}", Draw(random, tensor.Count, bound))));
    }

    private static float[] Tokens(Random random, int count, int vocabulary) => [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(vocabulary))];

    private static float[] Draw(Random random, int count, float bound)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = bound * ((random.NextSingle() * 2) - 1);
        }

        return values;
    }
}
