namespace CellGen.Generator.Model;

/// <summary>A [DenseHead] attribute, as values.</summary>
internal sealed record HeadSpec(int Output, HeadInput Over, bool Bias, bool LogSoftmax)
{
    /// <summary>Whether the head reads the input of the step too.</summary>
    public bool ReadsInput => Over == HeadInput.InputAndPreviousState;

    /// <summary>Whether the head reads each sequence once.</summary>
    public bool OneRow => Over is HeadInput.LastState or HeadInput.MeanState;

    /// <summary>What the names of its tensors begin with.</summary>
    public string Name => ReadsInput ? "i2o" : "head";
}
