namespace CellGen;

/// <summary>A net that a trainer can train: it gives the memory of a training step, one for each thread.</summary>
public interface ITrainable : INetwork
{
    /// <summary>Allocates what one thread needs to run the net forward and backward over a sequence.</summary>
    /// <param name="maxSteps">The longest sequence, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1 or more than is possible.</exception>
    TrainingPass NewPass(int maxSteps);

    /// <summary>The same, for up to <paramref name="batchSize"/> sequences at a time where the net gains by it; <see cref="TrainingPass.BatchSize"/> says so.</summary>
    /// <param name="maxSteps">The longest sequence, at least 1.</param>
    /// <param name="batchSize">The most sequences at a time, at least 1.</param>
    TrainingPass NewPass(int maxSteps, int batchSize) => NewPass(maxSteps);
}
