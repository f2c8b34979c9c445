using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>What the state of a net finds, before each step, in memory outside of it, and what the net then reads beside its input.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class StepContext
{
    /// <summary>Fills in what a step reads beside its input.</summary>
    /// <param name="hidden">The state before the step.</param>
    /// <param name="input">The row that the step reads.</param>
    /// <param name="step">Its number.</param>
    public abstract void Read(ref float hidden, ref float input, int step);

    /// <summary>Takes the gradient of what was filled in, and adds that of the state before the step.</summary>
    /// <param name="inputGradient">The gradient of the row that the step read.</param>
    /// <param name="hiddenGradient">The gradient of the state before the step.</param>
    /// <param name="step">Its number.</param>
    public abstract void ReadGradient(ref float inputGradient, ref float hiddenGradient, int step);
}
