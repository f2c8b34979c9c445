namespace CellGen.Compare.Peers;

/// <summary>One direction of a layer, with its state.</summary>
internal interface ILayer
{
    /// <summary>h, of the last step.</summary>
    ReadOnlySpan<float> Hidden { get; }

    /// <summary>Sets the state to zero.</summary>
    void Reset();

    /// <summary>One step.</summary>
    void Step(ReadOnlySpan<float> input);
}
