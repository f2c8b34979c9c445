using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Pairs;

/// <summary>A trainer trains encoders and decoders as any other net.</summary>
public class PairTrainingTests
{
    [Fact]
    public void A_net_with_attention_learns_to_turn_sequences_round()
    {
        var net = new AdditivePair(seed: 1);
        var training = new SequenceList();
        var validation = new SequenceList();
        var random = new Random(1);
        for (int i = 0; i < 600; i++)
        {
            int[] source = [.. Enumerable.Range(0, random.Next(2, 7)).Select(_ => random.Next(1, 7))];
            (i % 6 == 0 ? validation : training).Add(source, labels: [.. source.Reverse(), AdditivePair.EndToken]);
        }

        var trainer = new Trainer<AdditivePair>(net, new Adam(net.Parameters.Length, learningRate: 0.01f), Loss.CrossEntropy) { BatchSize = 8, ClipNorm = 1, Threads = 2 };
        TrainingReport end = trainer.Fit(training, validation, epochs: 30);
        Assert.True(end.ValidationLoss < 0.15, $"{end.ValidationLoss}");

        int right = 0;
        var workspace = new AdditivePair.Workspace(8);
        var tokens = new int[8];
        for (int i = 0; i < validation.Count; i++)
        {
            int[] source = validation.Get(i).Tokens.ToArray();
            int count = net.Decode(source, tokens, workspace);
            right += tokens.AsSpan(0, count).SequenceEqual(source.Reverse().ToArray()) ? 1 : 0;
        }

        Assert.True(right >= 0.8 * validation.Count, $"{right} of {validation.Count}");
    }

    [Fact]
    public void There_is_no_state_to_carry_from_one_source_to_the_next()
    {
        var net = new AdditivePair();
        var sequences = new SequenceList();
        sequences.Add([1, 2], labels: [3, AdditivePair.EndToken]);
        foreach (var trainer in new[]
        {
            new Trainer<AdditivePair>(net, new Adam(net.Parameters.Length), Loss.CrossEntropy) { CarryState = true, Shuffle = false },
            new Trainer<AdditivePair>(net, new Adam(net.Parameters.Length), Loss.CrossEntropy) { WarmUpSteps = 1 },
        })
        {
            Assert.Contains("AdditivePair begins anew", Assert.Throws<InvalidOperationException>(() => trainer.Fit(sequences, null, epochs: 1)).Message);
        }

        Assert.Throws<ArgumentException>(() => new GradientProbe(net, 4, Loss.CrossEntropy));
    }
}
