namespace CellGen;

/// <summary>
/// The state of a net as a row of numbers: to save it, in binary or otherwise, to send it, or to compare it. The State of
/// every generated net has these members.
/// </summary>
public interface IRecurrentState
{
    /// <summary>The number of values: layer after layer, in each the directions, in each h and then the cell state, where there is one.</summary>
    int ValueCount { get; }

    /// <summary>Copies all values out.</summary>
    /// <param name="destination">[ValueCount]</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    void CopyTo(Span<float> destination);

    /// <summary>Replaces all values.</summary>
    /// <param name="source">[ValueCount], in the order of <see cref="CopyTo"/>.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    void CopyFrom(ReadOnlySpan<float> source);
}
