namespace CellGen;

/// <summary>Changes parameters along their gradient, one step at a time.</summary>
public interface IOptimizer
{
    /// <summary>The length of a step; may be changed between steps, as a schedule does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not a finite number.</exception>
    float LearningRate { get; set; }

    /// <summary>One step. Allocates nothing.</summary>
    /// <param name="parameters">The parameters, changed in place; as many as the optimizer was made for.</param>
    /// <param name="gradient">The gradient of the loss, in the order of the parameters; other memory than they.</param>
    /// <exception cref="ArgumentException">A span has another length; the message has both numbers. Or they overlap.</exception>
    void Step(Span<float> parameters, ReadOnlySpan<float> gradient);
}
