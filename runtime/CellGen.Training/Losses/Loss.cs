using static System.FormattableString;

namespace CellGen;

/// <summary>
/// What a trainer makes smaller: a mean over what counts in a sequence, and its gradient. Batches are means over what counts in
/// all their sequences, as one call of torch's loss over the whole batch has it.
/// </summary>
/// <remarks>A loss is used by several threads at a time; one with memory of its own gives each its own by <see cref="ForThread"/>.</remarks>
public abstract class Loss
{
    /// <summary>Softmax cross-entropy of labels (<see cref="SoftmaxCrossEntropy"/>), rows of label −100 ignored.</summary>
    public static Loss CrossEntropy { get; } = new CrossEntropyLoss([], 0f, -100);

    /// <summary>The negative log-likelihood of labels (<see cref="CellGen.NegativeLogLikelihood"/>), behind a head with LogSoftmax.</summary>
    public static Loss NegativeLogLikelihood { get; } = new NegativeLogLikelihoodLoss(-100);

    /// <summary>The mean squared error of values (<see cref="MeanSquaredError"/>).</summary>
    public static Loss MeanSquared { get; } = new ValueLoss(
        "MeanSquared",
        static (x, y, m, g) => m.IsEmpty ? MeanSquaredError.Compute(x, y, g) : MeanSquaredError.Compute(x, y, m, g));

    /// <summary>The part of labels whose score is not the largest: no gradient, a metric for validation.</summary>
    public static Loss ErrorRate { get; } = new ErrorRateMetric(-100);

    /// <summary>Softmax cross-entropy with weights of classes and smoothed labels.</summary>
    /// <param name="classWeights">A weight for each class; none: 1.</param>
    /// <param name="labelSmoothing">The part of each label that is spread over all classes, from 0 to 1.</param>
    /// <param name="ignoreIndex">The label of rows that do not count.</param>
    public static Loss WeightedCrossEntropy(float[]? classWeights = null, float labelSmoothing = 0f, int ignoreIndex = -100) =>
        new CrossEntropyLoss(classWeights ?? [], labelSmoothing, ignoreIndex);

    /// <summary>Huber's loss of values (<see cref="CellGen.Huber"/>).</summary>
    /// <param name="delta">The error from which it is linear.</param>
    public static Loss Huber(float delta = 1f) => new ValueLoss(
        Invariant($"Huber(delta {delta})"),
        (x, y, m, g) => m.IsEmpty ? CellGen.Huber.Compute(x, y, g, delta) : CellGen.Huber.Compute(x, y, m, g, delta));

    /// <summary>The binary cross-entropy of logits (<see cref="CellGen.BinaryCrossEntropy"/>).</summary>
    /// <param name="positiveWeight">What the part of a target of 1 is multiplied by.</param>
    public static Loss BinaryCrossEntropy(float positiveWeight = 1f) => new ValueLoss(
        Invariant($"BinaryCrossEntropy(positiveWeight {positiveWeight})"),
        (x, y, m, g) => m.IsEmpty
            ? CellGen.BinaryCrossEntropy.Compute(x, y, g, positiveWeight)
            : CellGen.BinaryCrossEntropy.Compute(x, y, m, g, positiveWeight));

    /// <summary>Connectionist temporal classification (<see cref="CtcLoss"/>), each sequence's loss divided by its labels, as torch's mean.</summary>
    /// <param name="maxLabels">The most labels of a sequence.</param>
    /// <param name="blank">The class that is no label.</param>
    public static Loss Ctc(int maxLabels, int blank = 0) => new CtcSequenceLoss(maxLabels, blank, null);

    /// <summary>
    /// A loss for each output of a net with several, each a mean over the sequence, and their weighted sum; a sequence counts 1 in
    /// a batch. Of values, <see cref="Sequence.Target"/> has those of one output behind those of the one before, of labels
    /// <see cref="Sequence.Labels"/>; a mask there is not.
    /// </summary>
    /// <param name="outputs">For each output, in the net's order, its loss and what it is multiplied by.</param>
    public static Loss Outputs(params (Loss Loss, float Weight)[] outputs) => new OutputLosses(outputs);

    /// <summary>A loss of one's own.</summary>
    /// <param name="compute">The loss of a sequence, and its gradient; called by several threads at a time.</param>
    /// <param name="weight">What a sequence counts in the mean over a batch; 1 where it is null.</param>
    public static Loss Of(SequenceLoss compute, SequenceWeight? weight = null) => new OwnLoss(compute, weight);

    /// <summary>What it is, with its settings: a checkpoint of a run with another loss is refused.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>The loss as one thread uses it.</summary>
    /// <param name="pass">The thread's memory, which knows the sizes.</param>
    public virtual Loss ForThread(TrainingPass pass) => this;

    /// <summary>What a sequence counts in the mean: a number of rows or elements, or a sum of their weights.</summary>
    /// <param name="sequence">The sequence.</param>
    public abstract double Weight(Sequence sequence);

    /// <summary>The mean over what counts in a sequence.</summary>
    /// <param name="sequence">Has the true values or labels.</param>
    /// <param name="output">[rows x outputSize], what the net gives.</param>
    /// <param name="outputSize">The number of values in a row.</param>
    /// <param name="gradient">Takes the derivative by each output; may be empty.</param>
    /// <exception cref="ArgumentException">The sequence does not fit the output; the message has both sizes.</exception>
    public abstract float Compute(Sequence sequence, ReadOnlySpan<float> output, int outputSize, Span<float> gradient);
}
