using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Nets;

namespace CellGen.TopologyTests.Host;

/// <summary>Runs a net whose input is rows of numbers.</summary>
public sealed class DenseHarness<TState, TWorkspace, TTape, TGradient>(IDenseNet<TState, TWorkspace, TTape, TGradient> net)
    : Harness<float, TState, TWorkspace, TTape, TGradient>(net)
    where TState : struct
    where TWorkspace : class
    where TTape : class
    where TGradient : class
{
    public override int ElementSize => Constant("InputSize");

    protected override float Padding => float.NaN;

    protected override bool HasInputGradient => true;

    protected override float[] Input(int sequence, int steps) => Noise.Values($"input {sequence}", steps * ElementSize);

    protected override void Backward(
        float[] input, float[] outputGradient, float[] inputGradient, ref TState stateGradient, TGradient gradient, TTape tape) =>
        net.Backward(input, outputGradient, inputGradient, ref stateGradient, gradient, tape);

    protected override void BackwardBatch(
        float[] input,
        float[] outputGradient,
        float[] inputGradient,
        int[] lengths,
        TState[] stateGradients,
        TGradient gradient,
        TTape tape,
        BatchLayout layout) =>
        net.Backward(input, outputGradient, inputGradient, lengths, stateGradients, gradient, tape, layout);
}
