namespace CellGen;

/// <summary>Why training has come to an end.</summary>
public enum TrainingEnd
{
    /// <summary>It has not.</summary>
    Running,

    /// <summary>All epochs are done.</summary>
    Epochs,

    /// <summary>The value that is watched has not improved for long enough.</summary>
    Stopped,

    /// <summary>The value that is watched has reached its threshold.</summary>
    Threshold,

    /// <summary>It was cancelled.</summary>
    Cancelled,
}
