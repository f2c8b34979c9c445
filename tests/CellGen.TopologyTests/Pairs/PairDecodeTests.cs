using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Pairs;

/// <summary>What Decode writes: the likeliest token each time, what was drawn, or what a beam finds, which is the likeliest of all where it is wide enough.</summary>
public class PairDecodeTests
{
    private static readonly int[] Source = [1, 5, 2, 6];

    [Fact]
    public void Greedy_takes_the_likeliest_token_until_the_end()
    {
        foreach (int seed in Enumerable.Range(0, 20))
        {
            var net = new AdditivePair(seed);
            Set(net, "decoder.head.bias", seed % 2 == 0 ? 0.3f : 0f);
            var workspace = new AdditivePair.Workspace(9);
            var tokens = new int[9];
            int count = net.Decode(Source, tokens, workspace);

            var memory = new AdditivePair.Memory();
            net.Encode(Source, memory);
            AdditivePair.State state = default;
            var logits = new float[AdditivePair.OutputSize];
            var expected = new List<int>();
            for (int token = AdditivePair.StartToken; expected.Count < 9;)
            {
                net.Step(token, logits, memory, ref state);
                token = Array.IndexOf(logits, logits.Max());
                if (token == AdditivePair.EndToken)
                {
                    break;
                }

                Assert.Equal(memory.Attention.ToArray(), workspace.Attention(expected.Count).ToArray());
                expected.Add(token);
            }

            Assert.Equal(expected, tokens[..count]);
        }
    }

    [Fact]
    public void An_end_that_never_comes_is_bounded_by_the_room()
    {
        var net = new GeneralContextPair(1);
        var workspace = new GeneralContextPair.Workspace(12);
        var tokens = new int[12];
        Assert.Equal(12, net.Decode(Source, tokens, workspace));
        Assert.Equal(5, net.Decode(Source, tokens.AsSpan(0, 5), workspace));
        Assert.Equal(12, net.Decode(Source, tokens, workspace, new Sampling { Seed = 1 }));
        Assert.Equal(12, net.Decode(Source, tokens, workspace, new Beam { Width = 2 }));
        Assert.Equal(0, net.Decode(Source, [], workspace, new Beam()));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.8f)]
    public void A_wide_beam_finds_the_likeliest_sequence(float penalty)
    {
        foreach (int seed in Enumerable.Range(0, 4))
        {
            var net = new AdditivePair(seed);
            Set(net, "decoder.head.weight", 3f);
            var (sequence, score) = Best(net, 3, penalty);
            var tokens = new int[3];
            int count = net.Decode(Source, tokens, new AdditivePair.Workspace(3), new Beam { Width = 8 * 8, LengthPenalty = penalty });
            Assert.Equal(sequence, tokens[..count]);

            // One beginning at a time is greedy where nothing else is asked for.
            Assert.True(score > double.NegativeInfinity);
        }
    }

    [Fact]
    public void A_wider_beam_is_no_less_likely()
    {
        var net = new AdditivePair(11);
        Set(net, "decoder.head.weight", 4f);
        var workspace = new AdditivePair.Workspace(9);
        double last = double.NegativeInfinity;
        foreach (int width in new[] { 1, 4, 32, 256 })
        {
            var tokens = new int[9];
            int count = net.Decode(Source, tokens, workspace, new Beam { Width = width });
            double score = Score(net, tokens[..count], ended: count < 9);
            Assert.True(score >= last - 1e-6, $"width {width}: {score} after {last}");
            last = score;
        }
    }

    [Fact]
    public void Drawn_tokens_are_those_of_the_seed_and_as_frequent_as_they_are_likely()
    {
        var net = new AdditivePair(2);
        Set(net, "decoder.head.weight", 3f);
        var workspace = new AdditivePair.Workspace(4);
        var tokens = new int[4];
        var first = new int[AdditivePair.OutputSize];
        const int draws = 20_000;
        for (int seed = 0; seed < draws; seed++)
        {
            int count = net.Decode(Source, tokens, workspace, new Sampling { Seed = seed });
            first[count == 0 ? AdditivePair.EndToken : tokens[0]]++;
        }

        var logits = new float[AdditivePair.OutputSize];
        var memory = new AdditivePair.Memory();
        net.Encode(Source, memory);
        AdditivePair.State state = default;
        net.Step(AdditivePair.StartToken, logits, memory, ref state);
        double sum = logits.Sum(value => Math.Exp(value));
        for (int token = 0; token < first.Length; token++)
        {
            double p = Math.Exp(logits[token]) / sum;
            Assert.InRange(first[token] / (double)draws, p - (5 * Math.Sqrt(p / draws)) - 1e-3, p + (5 * Math.Sqrt(p / draws)) + 1e-3);
        }

        var again = new int[4];
        int length = net.Decode(Source, tokens, workspace, new Sampling { Seed = 9 });
        Assert.Equal(length, net.Decode(Source, again, new AdditivePair.Workspace(4), new Sampling { Seed = 9 }));
        Assert.Equal(tokens[..length], again[..length]);
        Assert.Equal(net.Decode(Source, tokens, workspace), net.Decode(Source, again, workspace, new Sampling { Temperature = 0 }));
    }

    /// <summary>Multiplies a tensor, so that distributions are less even.</summary>
    private static void Set(AdditivePair net, string tensor, float factor)
    {
        var values = new float[tensor.EndsWith("bias", StringComparison.Ordinal) ? AdditivePair.OutputSize : AdditivePair.OutputSize * AdditivePair.HiddenSize];
        net.Get(tensor, values);
        net.Set(tensor, Array.ConvertAll(values, value => value * factor));
    }

    /// <summary>log P of a sequence, with its end or without.</summary>
    private static double Score(AdditivePair net, int[] tokens, bool ended)
    {
        var memory = new AdditivePair.Memory();
        net.Encode(Source, memory);
        AdditivePair.State state = default;
        var logits = new float[AdditivePair.OutputSize];
        double score = 0;
        int before = AdditivePair.StartToken;
        foreach (int token in ended ? [.. tokens, AdditivePair.EndToken] : tokens)
        {
            net.Step(before, logits, memory, ref state);
            score += logits[token] - Math.Log(logits.Sum(value => Math.Exp(value)));
            before = token;
        }

        return score;
    }

    /// <summary>The likeliest of all sequences of at most so many tokens.</summary>
    private static (int[] Sequence, double Score) Best(AdditivePair net, int most, float penalty)
    {
        var best = (Sequence: Array.Empty<int>(), Score: double.NegativeInfinity);
        void Visit(int[] tokens)
        {
            if (tokens.Length < most)
            {
                Take(tokens, ended: true);
                for (int token = 1; token < AdditivePair.OutputSize; token++)
                {
                    Visit([.. tokens, token]);
                }
            }
            else
            {
                Take(tokens, ended: false);
            }
        }

        void Take(int[] tokens, bool ended)
        {
            double score = Score(net, tokens, ended) / Math.Pow((5 + tokens.Length + (ended ? 1 : 0)) / 6.0, penalty);
            best = score > best.Score ? (tokens, score) : best;
        }

        Visit([]);
        return best;
    }
}
