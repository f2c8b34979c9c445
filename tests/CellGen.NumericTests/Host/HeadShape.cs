namespace CellGen.NumericTests.Host;

/// <summary>The arguments of a <see cref="DenseHeadAttribute"/>.</summary>
/// <param name="Output">The number of outputs.</param>
/// <param name="Over">What the head reads.</param>
/// <param name="Bias">Whether the head has a bias.</param>
/// <param name="LogSoftmax">Whether each row of output is a log_softmax.</param>
public sealed record HeadShape(
    int Output, HeadInput Over = HeadInput.EveryStep, bool Bias = true, bool LogSoftmax = false)
{
    /// <summary>Whether the head reads [x; h before the step].</summary>
    public bool ReadsInput => Over == HeadInput.InputAndPreviousState;
}
