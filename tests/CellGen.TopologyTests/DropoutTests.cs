using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>
/// When something is dropped, and by which mask. That a batch takes the masks of its sequences one after the other is in
/// <see cref="BatchTests"/>.
/// </summary>
public class DropoutTests
{
    private const int Steps = 70;

    [Fact]
    public void Without_training_the_bits_are_those_of_inference()
    {
        AssertOffWithoutTraining(new DropGru(1));
        AssertOffWithoutTraining(new VariationalGru(2));
        AssertOffWithoutTraining(new DropAllGru(3));
        AssertOffWithoutTraining(new DropIdentity(4));
        AssertOffWithoutTraining(new DropRnn(5));
        AssertOffWithoutTraining(new DropRecurrentGru(6));
        AssertOffWithoutTraining(new DropResetBeforeGru(7));
        AssertOffWithoutTraining(new DropLstm(8));
        AssertOffWithoutTraining(new DropBothLstm(9));
    }

    [Fact]
    public void Without_training_the_gradients_are_those_of_the_net_without_dropout()
    {
        var net = new DropGru(1);
        var twin = new VariationalGru();
        Weights.Copy(net, twin);
        var input = Noise.Values("input", Steps * 5);
        var results = Harnesses.Dense(net).Run(input, new DropGru.Tape(Steps) { Training = false });
        BitEquality.Same(results, Harnesses.Dense(twin).Run(input, new VariationalGru.Tape(Steps) { Training = false }), "without training");
    }

    [Fact]
    public void The_same_seed_drops_the_same_and_another_seed_does_not()
    {
        var run = new Runner();
        float[] first = run.Forward();
        float[] second = run.Forward();
        Assert.NotEqual(first, second);

        run.Tape.DropoutSeed = 0;
        BitEquality.Same(first, run.Forward(), "the first mask again");
        BitEquality.Same(second, run.Forward(), "the second mask again");

        run.Tape.DropoutSeed = 1;
        Assert.Equal(1, run.Tape.DropoutSeed);
        float[] other = run.Forward();
        Assert.NotEqual(first, other);
        Assert.NotEqual(second, other);
        run.Tape.DropoutSeed = 1;
        BitEquality.Same(other, run.Forward(), "the first mask of the other seed again");
    }

    [Fact]
    public void A_forward_pass_without_training_takes_no_mask()
    {
        var run = new Runner();
        float[] first = run.Forward();
        float[] second = run.Forward();
        run.Tape.DropoutSeed = 0;
        BitEquality.Same(first, run.Forward(), "the first mask");
        run.Tape.Training = false;
        float[] plain = run.Forward();
        run.Tape.Training = true;
        BitEquality.Same(second, run.Forward(), "the second mask");
        Assert.NotEqual(first, plain);
    }

    [Fact]
    public void Backward_drops_what_the_last_forward_dropped()
    {
        var expected = new Runner();
        expected.Forward();
        float[] gradient = expected.Backward();

        var run = new Runner();
        run.Forward();
        run.Tape.Training = false;
        BitEquality.Same(gradient, run.Backward(), "gradient, training off in between");
        run.Tape.Training = true;
        run.Tape.DropoutSeed = 5;
        BitEquality.Same(gradient, run.Backward(), "gradient, another seed in between");
    }

    [Fact]
    public void A_batch_takes_as_many_masks_as_it_has_sequences()
    {
        var run = new Runner();
        float[][] alone = [run.Forward(), run.Forward(), run.Forward(), run.Forward()];
        run.Tape.DropoutSeed = 0;
        float[] batch = run.ForwardThree();
        BitEquality.Same([.. alone[0], .. alone[1], .. alone[2]], batch, "three sequences");
        BitEquality.Same(alone[3], run.Forward(), "the sequence after them");
    }

    private static void AssertOffWithoutTraining<TState, TWorkspace, TTape, TGradient>(IDenseNet<TState, TWorkspace, TTape, TGradient> net)
        where TState : struct
        where TWorkspace : class
        where TTape : class
        where TGradient : class
    {
        var harness = Harnesses.Dense(net);
        var input = Noise.Values("input", Steps * harness.ElementSize);
        var tape = harness.NewTape(Steps);
        Assert.True((bool)((dynamic)tape).Training);
        Assert.NotEqual(harness.Run(input, tape)["output 0"], harness.Run(input, tape)["taped output 0"]);
        ((dynamic)tape).Training = false;
        var results = harness.Run(input, tape);
        BitEquality.Same(results["output 0"], results["taped output 0"], net.GetType().Name);
        BitEquality.Same(results["state after output 0"], results["state after taped output 0"], net.GetType().Name);
    }

    /// <summary>A net with dropout of both kinds, and one tape.</summary>
    private sealed class Runner
    {
        private readonly DropBothLstm _net = new(1);
        private readonly float[] _input = Noise.Values("input", Steps * 3);

        public DropBothLstm.Tape Tape { get; } = new(Steps, batchSize: 3);

        public float[] Forward()
        {
            var output = new float[Steps * DropBothLstm.OutputSize];
            _net.Forward(_input, output, Tape);
            return output;
        }

        public float[] ForwardThree()
        {
            var output = new float[3 * Steps * DropBothLstm.OutputSize];
            _net.Forward([.. _input, .. _input, .. _input], output, [Steps, Steps, Steps], [], Tape);
            return output;
        }

        public float[] Backward()
        {
            var gradient = new DropBothLstm.Gradient();
            _net.Backward(_input, Noise.Values("output gradient", Steps * DropBothLstm.OutputSize), [], gradient, Tape);
            return gradient.Values.ToArray();
        }
    }
}
