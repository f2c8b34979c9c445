using CellGen.NumericTests;
using CellGen.Simd;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Pairs;

/// <summary>Encoders and decoders give what torch's modules give: outputs and the gradients of all tensors, with sources and targets of different lengths.</summary>
public class PairGoldenTests
{
    [Fact]
    public void Additive_attention_is_torchs() => Check<AdditivePair>((net, width) => net.VectorWidth = width, 7, 8);

    [Fact]
    public void General_attention_is_torchs() => Check<GeneralPair>((net, width) => net.VectorWidth = width, 7, 8);

    [Fact]
    public void General_attention_with_a_context_is_torchs() => Check<GeneralContextPair>((net, width) => net.VectorWidth = width, 7, 8);

    [Fact]
    public void Dot_attention_is_torchs() => Check<DotPair>((net, width) => net.VectorWidth = width, 7, 8);

    [Fact]
    public void A_shared_embedding_is_torchs() => Check<SharedPair>((net, width) => net.VectorWidth = width, 8, 8);

    [Fact]
    public void Values_are_torchs() => Check<DeepPair>((net, width) => net.VectorWidth = width, 0, 0);

    [Fact]
    public void A_bridge_is_torchs() => Check<BridgedPair>((net, width) => net.VectorWidth = width, 0, 0);

    [Fact]
    public void Additive_attention_over_values_is_torchs() => Check<AdditiveValuesPair>((net, width) => net.VectorWidth = width, 0, 0);

    [Fact]
    public void A_given_context_through_a_bridge_is_torchs() => Check<CaptionPair>((net, width) => net.VectorWidth = width, 0, 8, CaptionPair.ContextSize);

    [Fact]
    public void A_given_context_as_the_first_state_is_torchs() => Check<StatePair>((net, width) => net.VectorWidth = width, 0, 8, StatePair.ContextSize);

    [Fact]
    public void Values_of_a_given_context_are_torchs() => Check<StylePair>((net, width) => net.VectorWidth = width, 0, 0, StylePair.ContextSize);

    [Fact]
    public void A_decoder_that_reads_what_it_wrote_is_torchs() => Check<FedPair>((net, width) => net.VectorWidth = width, 0, 0);

    [Fact]
    public void A_decoder_that_reads_what_it_wrote_beside_what_it_attends_to_is_torchs() => Check<FedAdditivePair>((net, width) => net.VectorWidth = width, 0, 0);

    [Fact]
    public void A_decoder_that_reads_what_it_wrote_of_a_context_is_torchs() => Check<FedStylePair>((net, width) => net.VectorWidth = width, 0, 0, FedStylePair.ContextSize);

    private static void Check<T>(Action<T, VectorWidth> choose, int sourceVocabulary, int targetVocabulary, int context = 0)
        where T : ITrainable, new()
    {
        string name = typeof(T).Name;
        T net = PairGoldens.Weighted<T>();
        float[]? bits = null;
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>().Where(Hardware.Supports))
        {
            choose(net, width);
            var (output, gradient) = Run(net, name, sourceVocabulary, targetVocabulary, context);
            Closeness.Within(2e-6, Closeness.Distance(Doubles(PairGoldens.Result(name, "output")), output), $"{name} at {width}, output");
            foreach (string tensor in PairGoldens.Tensors(name))
            {
                float[] expected = PairGoldens.Result(name, tensor + "_gradient");
                Closeness.Within(5e-6, Closeness.Distance(Doubles(expected), Gradient(net, gradient, tensor, expected.Length)), $"{name} at {width}, gradient of {tensor}");
            }

            if (width != VectorWidth.Plain)
            {
                float[] all = [.. output, .. gradient];
                BitEquality.Same(bits ??= all, all, $"{name} at {width}");
            }
        }
    }

    /// <summary>All sequences, one after the other.</summary>
    private static (float[] Output, float[] Gradient) Run(ITrainable net, string name, int sourceVocabulary, int targetVocabulary, int context)
    {
        TrainingPass pass = net.NewPass(PairGoldens.Targets.Max());
        var outputs = new List<float>();
        for (int i = 0; i < PairGoldens.Sources.Length; i++)
        {
            (int source, int target) = (PairGoldens.Sources[i], PairGoldens.Targets[i]);
            var sequence = new Sequence
            {
                Tokens = sourceVocabulary == 0 ? [] : PairGoldens.Tokens(name, "source", i, source, sourceVocabulary),
                Input = context > 0 ? PairGoldens.Rows(name, "source", i, 1, context) : sourceVocabulary == 0 ? PairGoldens.Rows(name, "source", i, source, 3) : [],
                Labels = targetVocabulary == 0 ? [] : PairGoldens.Tokens(name, "target", i, target, targetVocabulary),
                DecoderInput = targetVocabulary == 0 ? PairGoldens.Rows(name, "target", i, target, 2).AsSpan(0, 2 * (name.StartsWith("Fed", StringComparison.Ordinal) ? PairGoldens.Given[i] : target)) : [],
                Target = targetVocabulary == 0 ? new float[2 * target] : [],
            };
            var output = new float[pass.OutputLength(sequence, source)];
            pass.Forward(sequence, [], output);
            pass.Backward(sequence, PairGoldens.Rows(name, "gradient", i, target, pass.OutputSize));
            outputs.AddRange(output);
        }

        return ([.. outputs], pass.Gradient.ToArray());
    }

    /// <summary>The gradient of one tensor, found where the net's own parameters have it.</summary>
    private static float[] Gradient(ITrainable net, float[] gradient, string tensor, int length)
    {
        float[] parameters = net.Parameters.ToArray();
        gradient.CopyTo(net.Parameters);
        var values = new float[length];
        net.Get(tensor, values);
        parameters.CopyTo(net.Parameters);
        return values;
    }

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);
}
