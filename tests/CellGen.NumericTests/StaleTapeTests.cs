using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// Backward takes derivatives at the values on the tape, with the parameters of the net: it refuses parameters that are
/// not those of the Forward that wrote the tape, however they were changed.
/// </summary>
public class StaleTapeTests
{
    private const int Steps = 4;
    private static readonly int[] Lengths = [4, 1, 3];

    /// <summary>A few parameters, and so many that a sample of them is compared.</summary>
    private static readonly ShapeSet Nets = new(
    [
        new(CellKind.Gru, 3, 5, OneWidth: true),
        new(CellKind.Lstm, 3, 6, 2, Bidirectional: true, Head: new(2), OneWidth: true),
        new(CellKind.Rnn, 9, 90, OneWidth: true),
    ]);

    public static TheoryData<string> Names => Nets.Names;

    private static Dictionary<string, Action<INet>> Changes => new()
    {
        ["an optimizer's step"] = net => new Sgd(net.Parameters.Length, 0.01f).Step(net.Parameters, net.Parameters.ToArray()),
        ["Parameters"] = net => net.Parameters[0] += 1,
        ["Set"] = net => net.Set("weight_hh_l0", new float[Count(net, "weight_hh_l0")]),
        ["the last bit of a value"] = net => net.Parameters[3] = MathF.BitIncrement(net.Parameters[3]),
        ["LoadFrom"] = net =>
        {
            using var file = new MemoryStream();
            NetCompiler.Create(Nets[net.Type.Name], seed: 77).Save(file);
            file.Position = 0;
            net.LoadFrom(file);
        },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_that_changed_since_are_refused(string name)
    {
        foreach ((string change, Action<INet> apply) in Changes)
        {
            var run = new Run(Nets[name]);
            float[] before = run.Net.Parameters.ToArray();
            run.Forward();
            float[] expected = run.Backward(run.Net);

            apply(run.Net);
            run.AssertRefused(run.Net, change);
            before.CopyTo(run.Net.Parameters);
            BitEquality.Same(expected, run.Backward(run.Net), $"the gradient once the bits are restored after {change}");

            apply(run.Net);
            run.Forward();
            run.Backward(run.Net);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Another_nets_tape_is_refused_unless_its_parameters_are_the_same(string name)
    {
        var run = new Run(Nets[name]);
        run.Forward();
        float[] expected = run.Backward(run.Net);
        INet other = NetCompiler.Create(Nets[name], seed: 2);
        run.AssertRefused(other, "the tape of another net");
        run.Net.Parameters.CopyTo(other.Parameters);
        BitEquality.Same(expected, run.Backward(other), "the gradient of a twin");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_is_no_exception(string name)
    {
        var run = new Run(Nets[name]);
        run.ForwardBatch();
        float[] expected = run.BackwardBatch(run.Net);
        run.Net.Parameters[0] += 1;
        Assert.Throws<InvalidOperationException>(() => run.BackwardBatch(run.Net));
        run.Net.Parameters[0] -= 1;
        run.ForwardBatch();
        Assert.Equal(expected.Length, run.BackwardBatch(run.Net).Length);
    }

    private static int Count(INet net, string tensor) => Nets[net.Type.Name].Tensors.Single(shape => shape.Name == tensor).Count;

    /// <summary>A net, a tape, and what Forward and Backward take.</summary>
    private sealed class Run(NetShape shape)
    {
        private readonly object _tape = NetCompiler.Create(shape).NewTape(Steps, Lengths.Length);
        private readonly float[] _input = [.. Enumerable.Range(0, Lengths.Length * Steps * shape.Input).Select(i => MathF.Sin(i))];
        private readonly float[] _output = new float[Lengths.Length * shape.OutputCount(Steps)];
        private readonly float[] _outputGradient = [.. Enumerable.Range(0, Lengths.Length * shape.OutputCount(Steps)).Select(i => MathF.Cos(i))];

        public INet Net { get; } = NetCompiler.Create(shape, seed: 1);

        public void Forward() =>
            Net.Forward(_input.AsSpan(0, Steps * shape.Input), _output.AsSpan(0, shape.OutputCount(Steps)), null, _tape);

        public void ForwardBatch() => Net.ForwardBatch(_input, _output, Lengths, [], _tape, BatchLayout.BatchFirst);

        public float[] Backward(INet net) => Backward(net, net.NewGradient(), []);

        public float[] BackwardBatch(INet net)
        {
            INetGradient gradient = net.NewGradient();
            net.BackwardBatch(_input, _outputGradient, [], Lengths, [], gradient, _tape, BatchLayout.BatchFirst);
            return gradient.Values.ToArray();
        }

        /// <summary>Refused, and nothing is written.</summary>
        public void AssertRefused(INet net, string what)
        {
            INetGradient gradient = net.NewGradient();
            var inputGradient = new float[Steps * shape.Input];
            var error = Assert.Throws<InvalidOperationException>(() => Backward(net, gradient, inputGradient));
            Assert.Contains("not those of the last Forward with this tape", error.Message);
            Assert.True(gradient.Values.IndexOfAnyExcept(0) < 0 && !inputGradient.AsSpan().ContainsAnyExcept(0f), what);
        }

        private float[] Backward(INet net, INetGradient gradient, Span<float> inputGradient)
        {
            net.Backward(
                _input.AsSpan(0, Steps * shape.Input), _outputGradient.AsSpan(0, shape.OutputCount(Steps)), inputGradient, null, gradient, _tape);
            return gradient.Values.ToArray();
        }
    }
}
