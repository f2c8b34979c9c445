using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>A net without training and agents gives the bits of the whole net.</summary>
public class LeanTests
{
    private const int Steps = 21;

    private readonly LeanLstm _lean = new(3);
    private readonly WholeLstm _whole = new(3);
    private readonly float[] _input = Noise.Values("input", 5 * Steps * LeanLstm.InputSize);

    [Fact]
    public void Forward_has_the_same_bits()
    {
        ReadOnlySpan<float> input = _input.AsSpan(0, Steps * LeanLstm.InputSize);
        var expected = new float[Steps * LeanLstm.OutputSize];
        var actual = new float[expected.Length];
        _whole.Forward(input, expected, new WholeLstm.Workspace(Steps));
        _lean.Forward(input, actual, new LeanLstm.Workspace(Steps));
        BitEquality.Same(expected, actual, "output");
    }

    [Fact]
    public void Step_has_the_same_bits()
    {
        var wholeState = new WholeLstm.State();
        var leanState = new LeanLstm.State();
        var expected = new float[LeanLstm.OutputSize];
        var actual = new float[LeanLstm.OutputSize];
        for (int step = 0; step < Steps; step++)
        {
            ReadOnlySpan<float> input = _input.AsSpan(step * LeanLstm.InputSize, LeanLstm.InputSize);
            _whole.Step(input, expected, ref wholeState);
            _lean.Step(input, actual, ref leanState);
            BitEquality.Same(expected, actual, $"step {step}");
        }
    }

    [Fact]
    public void A_batch_has_the_same_bits()
    {
        int[] lengths = [Steps, Steps, 7, 1, Steps];
        var expected = new float[lengths.Length * Steps * LeanLstm.OutputSize];
        var actual = new float[expected.Length];
        _whole.Forward(_input, expected, lengths, [], new WholeLstm.Workspace(Steps, lengths.Length));
        _lean.Forward(_input, actual, lengths, [], new LeanLstm.Workspace(Steps, lengths.Length));
        BitEquality.Same(expected, actual, "output");
    }
}
