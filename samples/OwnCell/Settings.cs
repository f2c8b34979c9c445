namespace CellGen.Samples.OwnCell;

/// <summary>How the nets are trained: all of them alike.</summary>
public sealed record Settings
{
    /// <summary>Letters of a window.</summary>
    public const int Steps = 80;

    /// <summary>Windows of a batch.</summary>
    public const int BatchSize = 4;

    /// <summary>The norm to which gradients are clipped.</summary>
    public const float MaxGradientNorm = 1;

    /// <summary>How many nets of each cell.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>Updates of the weights.</summary>
    public int Updates { get; init; } = 4000;

    /// <summary>The learning rate of the first update; it falls to zero, evenly.</summary>
    public float Rate { get; init; } = 0.02f;
}
