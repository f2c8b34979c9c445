namespace CellGen.Generator.Networks;

/// <summary>
/// What is done with rows between the layers of a net, as a row of a table: what it is called in each kind of pass, and what it
/// is backward, stands in its row, and nowhere else. An operation reads columns of rows and writes others, or, in place, the same.
/// </summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Batch">What it is called in a pass over sequences.</param>
/// <param name="Step">What it is called in a step; null where there the row that it would write is the row that it reads.</param>
/// <param name="Many">What it is called in a step of many agents.</param>
internal sealed record RowOperation(OperationOwner Owner, string Batch, string? Step = null, string? Many = null)
{
    /// <summary>A layer with parameters, and where it is a cell its state: over the rows of each sequence, in their order.</summary>
    public static readonly RowOperation Run = new(OperationOwner.Core, "RunBatch", "Step", "StepMany") { Backward = () => RunBackward! };

    /// <summary>From the gradient of what such a layer gave to that of what it read; and of its parameters and states.</summary>
    public static readonly RowOperation RunBackward = new(OperationOwner.Core, "RunBackwardBatch") { IsGradient = true, ReadsForward = true, GivesMore = true };

    /// <summary>A function of each value.</summary>
    public static readonly RowOperation Apply = new(OperationOwner.Function, "Apply", "Apply", "Apply") { Backward = () => ApplyGradient! };

    /// <summary>Times the derivative of the function at what it read.</summary>
    public static readonly RowOperation ApplyGradient = new(OperationOwner.Function, "ApplyGradient") { IsGradient = true, ReadsForward = true };

    /// <summary>For each step the rows of the window that ends with it, side by side; those before the sequence are a state.</summary>
    public static readonly RowOperation Unfold = new(OperationOwner.Windows, "Unfold", "Step", "Step") { Backward = () => UnfoldGradient! };

    /// <summary>Each row gets the sum over the windows that it was in; and so do those of the state.</summary>
    public static readonly RowOperation UnfoldGradient = new(OperationOwner.Windows, "UnfoldGradient") { IsGradient = true, GivesMore = true };

    /// <summary>The windows within each row, side by side.</summary>
    public static readonly RowOperation Frame = new(OperationOwner.Windows, "Frame", "Frame", "Frame") { Backward = () => FrameGradient! };

    /// <summary>Each position gets the sum over the windows that it was in.</summary>
    public static readonly RowOperation FrameGradient = new(OperationOwner.Windows, "FrameGradient") { IsGradient = true };

    /// <summary>Copies.</summary>
    public static readonly RowOperation Copy = new(OperationOwner.Rows, "Joins.Copy", "CopyTo", "Rows.Copy") { Backward = () => Copy!, Adding = () => Add! };

    /// <summary>Adds to what is there, whose gradient stays what it is.</summary>
    public static readonly RowOperation Add = new(OperationOwner.Rows, "Joins.Add", "Rows.Add", "Rows.Add") { Backward = () => Copy };

    /// <summary>The last row of each sequence; a step's row is its last.</summary>
    public static readonly RowOperation Last = new(OperationOwner.Rows, "Joins.Last") { Backward = () => LastGradient! };

    /// <summary>The last row of each sequence gets the gradient, the others zero.</summary>
    public static readonly RowOperation LastGradient = new(OperationOwner.Rows, "Joins.LastGradient") { IsGradient = true };

    /// <summary>The first row of each sequence, where a direction ends whose steps go back. A net with it has no steps.</summary>
    public static readonly RowOperation First = new(OperationOwner.Rows, "Joins.Copy") { Backward = () => FirstGradient!, OnceASequence = true };

    /// <summary>The first row of each sequence gets the gradient, the others zero.</summary>
    public static readonly RowOperation FirstGradient = new(OperationOwner.Rows, "Joins.FirstGradient") { IsGradient = true };

    /// <summary>The mean of the rows of each sequence. A net with it has no steps.</summary>
    public static readonly RowOperation Mean = new(OperationOwner.Rows, "Joins.Mean") { Backward = () => MeanGradient! };

    /// <summary>Each row of a sequence gets an equal part of the gradient.</summary>
    public static readonly RowOperation MeanGradient = new(OperationOwner.Rows, "Joins.MeanGradient") { IsGradient = true };

    /// <summary>Each row becomes its log-softmax.</summary>
    public static readonly RowOperation LogSoftmax = new(OperationOwner.Rows, "Joins.LogSoftmaxRows", "LogSoftmax.Rows", "LogSoftmax.Rows") { Backward = () => LogSoftmaxGradient! };

    /// <summary>From the gradient of log-softmax to that of what it was of.</summary>
    public static readonly RowOperation LogSoftmaxGradient = new(OperationOwner.Rows, "Joins.LogSoftmaxGradient") { IsGradient = true, ReadsForward = true };

    /// <summary>The row of a trained table that each token selects.</summary>
    public static readonly RowOperation Gather = new(OperationOwner.Core, "Gather") { Backward = () => Scatter! };

    /// <summary>Each row of the table gets the gradients of the steps that it was selected in.</summary>
    public static readonly RowOperation Scatter = new(OperationOwner.Core, "Scatter") { IsGradient = true, GivesMore = true };

    /// <summary>The row of a frozen table that each token selects.</summary>
    public static readonly RowOperation Select = new(OperationOwner.Core, "Gather");

    /// <summary>Each row becomes the next step's; the first is somebody else's.</summary>
    public static readonly RowOperation Delay = new(OperationOwner.Rows, "Delay") { Backward = () => DelayGradient! };

    /// <summary>Each row gets the gradient of the next step's, the last one zero.</summary>
    public static readonly RowOperation DelayGradient = new(OperationOwner.Rows, "DelayGradient") { IsGradient = true };

    /// <summary>Times a mask, which is the same backward.</summary>
    public static readonly RowOperation Drop = new(OperationOwner.Rows, "DropOutputs") { Backward = () => Drop! };

    /// <summary>Zero, where a gradient is read to which nothing comes.</summary>
    public static readonly RowOperation Clear = new(OperationOwner.Rows, "Clear") { IsGradient = true };

    /// <summary>One row becomes that of each step.</summary>
    public static readonly RowOperation Repeat = new(OperationOwner.Rows, "Joins.Copy", "CopyTo") { Backward = () => RepeatGradient! };

    /// <summary>The gradients of all steps are added to one row.</summary>
    public static readonly RowOperation RepeatGradient = new(OperationOwner.Rows, "Joins.Add") { Accumulates = true };

    /// <summary>α_j = softmax(q_t · s_j), and for each step Σ α_j s_j.</summary>
    public static readonly RowOperation AttendDot = new(OperationOwner.Attention, "Dot", "Dot") { Backward = () => AttendDotGradient! };

    /// <summary>The gradient of the query is written, that of the rows of the source added to.</summary>
    public static readonly RowOperation AttendDotGradient = new(OperationOwner.Attention, "DotGradient") { IsGradient = true, ReadsForward = true };

    /// <summary>The same with α_j = softmax(v · tanh(q_t + k_j)).</summary>
    public static readonly RowOperation AttendAdditive = new(OperationOwner.Attention, "Additive", "Additive") { Backward = () => AttendAdditiveGradient! };

    /// <summary>The gradient of the query is written, those of v, the keys and the rows of the source are added to.</summary>
    public static readonly RowOperation AttendAdditiveGradient = new(OperationOwner.Attention, "AdditiveGradient") { IsGradient = true, ReadsForward = true, GivesMore = true };

    /// <summary>A layer that is linear, the gradients of whose rows come one by one: its parameters get theirs when all have come.</summary>
    public static readonly RowOperation RunLate = new(OperationOwner.Core, "RunBatch", "Step") { Backward = () => RunLateGradient!, Later = () => RunWeights! };

    /// <summary>From a row of the gradient of what it gave to that of what it read.</summary>
    public static readonly RowOperation RunLateGradient = new(OperationOwner.Core, "InputGradient") { IsGradient = true };

    /// <summary>From all of them to the gradient of its parameters.</summary>
    public static readonly RowOperation RunWeights = new(OperationOwner.Core, "RunBackwardBatch") { IsGradient = true, ReadsForward = true };

    /// <summary>What such a layer gives, beforehand, of the state before a step.</summary>
    public static readonly RowOperation RunBefore = new(OperationOwner.Core, "Step", "Step") { Backward = () => RunBeforeGradient! };

    /// <summary>The same as of the layer itself, to whose gradient of the step before it is added for the parameters.</summary>
    public static readonly RowOperation RunBeforeGradient = new(OperationOwner.Core, "InputGradient") { IsGradient = true, GivesMore = true };

    /// <summary>What writes the gradient of what was read, given that of what was written; null where nobody wants that.</summary>
    public Func<RowOperation>? Backward { get; init; }

    /// <summary>Whether it is one of the backward pass alone.</summary>
    public bool IsGradient { get; init; }

    /// <summary>What does the same but adds to what is there, where something does.</summary>
    public Func<RowOperation>? Adding { get; init; }

    /// <summary>Of a gradient: whether it always adds to what is there, since several steps have read the same.</summary>
    public bool Accumulates { get; init; }

    /// <summary>What gives the parameters their gradient, where that must wait for the steps of another layer.</summary>
    public Func<RowOperation>? Later { get; init; }

    /// <summary>Of a gradient: whether it also reads what the forward operation read or, in place, wrote.</summary>
    public bool ReadsForward { get; init; }

    /// <summary>Of a gradient: whether it gives others, too, those of parameters and states, and is told if that of what was read is wanted.</summary>
    public bool GivesMore { get; init; }

    /// <summary>Whether of each sequence the first row alone is read.</summary>
    public bool OnceASequence { get; init; }
}
