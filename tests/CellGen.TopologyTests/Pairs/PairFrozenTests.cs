using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Pairs;

/// <summary>Frozen embeddings of either half: everything else is as with trained ones, and they stay as they are.</summary>
public class PairFrozenTests
{
    private static readonly int[] Source = [1, 5, 2, 6];
    private static readonly int[] Target = [3, 7, 2, 0];

    [Fact]
    public void Frozen_tables_change_nothing_else()
    {
        var trained = new AdditivePair.Gradient();
        var frozen = new FrozenPair.Gradient();
        Compare<FrozenPair, FrozenPair.State, FrozenPair.Memory, FrozenPair.Workspace, FrozenPair.Tape, FrozenPair.Gradient,
            AdditivePair, AdditivePair.State, AdditivePair.Memory, AdditivePair.Workspace, AdditivePair.Tape, AdditivePair.Gradient>(
            new(4), frozen, new(4), trained, frozen.Get, trained.Get, () => frozen.Values.Length, ["encoder.embedding.weight", "decoder.embedding.weight"]);
    }

    [Fact]
    public void A_frozen_table_of_the_source_changes_nothing_else()
    {
        var trained = new GeneralContextPair.Gradient();
        var frozen = new FrozenSourcePair.Gradient();
        Compare<FrozenSourcePair, FrozenSourcePair.State, FrozenSourcePair.Memory, FrozenSourcePair.Workspace, FrozenSourcePair.Tape, FrozenSourcePair.Gradient,
            GeneralContextPair, GeneralContextPair.State, GeneralContextPair.Memory, GeneralContextPair.Workspace, GeneralContextPair.Tape, GeneralContextPair.Gradient>(
            new(4), frozen, new(4), trained, frozen.Get, trained.Get, () => frozen.Values.Length, ["encoder.embedding.weight"]);
    }

    [Fact]
    public void Training_with_weight_decay_leaves_them_alone()
    {
        var net = new FrozenPair(seed: 1);
        var sequences = new SequenceList();
        sequences.Add(Source, labels: Target);
        sequences.Add([4, 3], labels: [1, 0]);
        float[] source = Tensor(net, "encoder.embedding.weight", 7 * 5), target = Tensor(net, "decoder.embedding.weight", 8 * 4), head = Tensor(net, "decoder.head.weight", 8 * 9);
        new Trainer<FrozenPair>(net, new AdamW(net.Parameters.Length, learningRate: 0.1f, weightDecay: 0.5f), Loss.CrossEntropy) { BatchSize = 2 }.Fit(sequences, null, epochs: 5);
        BitEquality.Same(source, Tensor(net, "encoder.embedding.weight", 7 * 5), "source");
        BitEquality.Same(target, Tensor(net, "decoder.embedding.weight", 8 * 4), "target");
        Assert.NotEqual(head, Tensor(net, "decoder.head.weight", 8 * 9));

        var file = new MemoryStream();
        net.Save(file);
        file.Position = 0;
        BitEquality.Same(target, Tensor(FrozenPair.Load(file), "decoder.embedding.weight", 8 * 4), "loaded");
    }

    private delegate void TensorOf(string name, Span<float> destination);

    private static float[] Tensor(ITrainable net, string name, int length)
    {
        var values = new float[length];
        net.Get(name, values);
        return values;
    }

    /// <summary>A net with frozen tables and its twin, with the weights of torch's.</summary>
    private static void Compare<T, TState, TMemory, TWorkspace, TTape, TGradient, TTwin, TTwinState, TTwinMemory, TTwinWorkspace, TTwinTape, TTwinGradient>(
        TTape tape, TGradient gradient, TTwinTape twinTape, TTwinGradient twinGradient, TensorOf found, TensorOf expected, Func<int> length, string[] frozen)
        where T : ITokenPair<TState, TMemory, TWorkspace, TTape, TGradient>, new()
        where TTwin : ITokenPair<TTwinState, TTwinMemory, TTwinWorkspace, TTwinTape, TTwinGradient>, new()
        where TState : struct
        where TTwinState : struct
    {
        TTwin twin = PairGoldens.Weighted<TTwin>();
        var net = new T();
        string name = typeof(TTwin).Name;
        int Count(string tensor) => PairGoldens.Result(name, tensor + "_gradient").Length;
        foreach (string tensor in PairGoldens.Tensors(name))
        {
            net.Set(tensor, Tensor(twin, tensor, Count(tensor)));
        }

        Assert.Equal(length(), net.Parameters.Length);
        Assert.True(net.Parameters.Length < twin.Parameters.Length);
        float[] logits = new float[4 * 8], twinLogits = new float[4 * 8], logitsGradient = Noise.Values("gradient", 4 * 8);
        net.Forward(Source, Target, logits, tape);
        twin.Forward(Source, Target, twinLogits, twinTape);
        BitEquality.Same(twinLogits, logits, "logits");
        net.Backward(Source, Target, logitsGradient, gradient, tape);
        twin.Backward(Source, Target, logitsGradient, twinGradient, twinTape);
        foreach (string tensor in PairGoldens.Tensors(name))
        {
            float[] values = new float[Count(tensor)], twins = new float[values.Length];
            if (frozen.Contains(tensor))
            {
                Assert.Contains(tensor, Assert.Throws<ArgumentException>(() => found(tensor, values)).Message);
                continue;
            }

            found(tensor, values);
            expected(tensor, twins);
            BitEquality.Same(twins, values, tensor);
        }
    }
}
