using CellGen.TopologyTests.Nets;

namespace CellGen.TopologyTests.Host;

/// <summary>Runs a net whose input is tokens.</summary>
public sealed class TokenHarness<TState, TWorkspace, TTape, TGradient>(ITokenNet<TState, TWorkspace, TTape, TGradient> net)
    : Harness<int, TState, TWorkspace, TTape, TGradient>(net)
    where TState : struct
    where TWorkspace : class
    where TTape : class
    where TGradient : class
{
    public override int ElementSize => 1;

    /// <summary>Not in the vocabulary: an error where it is looked at.</summary>
    protected override int Padding => int.MinValue;

    protected override bool HasInputGradient => false;

    protected override int[] Input(int sequence, int steps) => Tokens.Noise($"tokens {sequence}", steps, Constant("VocabularySize"));

    protected override void Backward(
        int[] input, float[] outputGradient, float[] inputGradient, ref TState stateGradient, TGradient gradient, TTape tape) =>
        net.Backward(input, outputGradient, ref stateGradient, gradient, tape);

    protected override void BackwardBatch(
        int[] input,
        float[] outputGradient,
        float[] inputGradient,
        int[] lengths,
        TState[] stateGradients,
        TGradient gradient,
        TTape tape,
        BatchLayout layout) =>
        net.Backward(input, outputGradient, lengths, stateGradients, gradient, tape, layout);
}
