namespace CellGen.ZooTests.Reference;

/// <summary>Layers, each of which reads the one above.</summary>
internal sealed class ReferenceStack(params IReferenceLayer[] layers)
{
    /// <summary>The layers.</summary>
    public IReferenceLayer[] Layers => layers;

    /// <summary>The output of a step.</summary>
    public double[] Step(ReadOnlySpan<float> input)
    {
        double[] values = Array.ConvertAll(input.ToArray(), value => (double)value);
        foreach (var layer in layers)
        {
            values = layer.Step(values);
        }

        return values;
    }

    /// <summary>The outputs of a sequence, step after step.</summary>
    public double[] Run(float[] input, int inputSize) => [.. input.Chunk(inputSize).SelectMany(row => Step(row))];
}
