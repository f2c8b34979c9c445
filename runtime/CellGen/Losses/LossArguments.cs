namespace CellGen;

/// <summary>The checks that the losses share.</summary>
internal static class LossArguments
{
    /// <summary>A span is as long as the prediction.</summary>
    public static void CheckLength(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"The prediction has {expected} elements; {name} has {length}.", name);
        }
    }

    /// <summary>The gradient is empty or as long as the prediction.</summary>
    public static void CheckGradient(ReadOnlySpan<float> gradient, int expected)
    {
        if (!gradient.IsEmpty)
        {
            CheckLength(gradient.Length, expected, nameof(gradient));
        }
    }
}
