namespace CellGen;

/// <summary>What labels and masks count, in one order of additions.</summary>
internal static class LossWeight
{
    /// <summary>The sum of a mask.</summary>
    public static double Sum(ReadOnlySpan<float> mask)
    {
        double sum = 0;
        foreach (float value in mask)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>The sum over labels that count of their masks and the weights of their classes.</summary>
    public static double Of(Sequence sequence, ReadOnlySpan<float> classWeights, int ignoreIndex)
    {
        double sum = 0;
        for (int row = 0; row < sequence.Labels.Length; row++)
        {
            int label = sequence.Labels[row];
            if (label != ignoreIndex)
            {
                // A label that is no class, and a mask that is too short, are refused by the loss itself.
                double weight = (uint)label < (uint)classWeights.Length ? classWeights[label] : 1;
                sum += weight * (row < sequence.Mask.Length ? sequence.Mask[row] : 1);
            }
        }

        return sum;
    }

    /// <summary>The labels are as many as the rows.</summary>
    public static void CheckRows(Sequence sequence, ReadOnlySpan<float> output, int outputSize)
    {
        int rows = output.Length / outputSize;
        if (sequence.Labels.Length != rows)
        {
            throw new ArgumentException($"Labels has {sequence.Labels.Length} values; expected {rows}, one for each row of output.", nameof(sequence));
        }
    }
}
