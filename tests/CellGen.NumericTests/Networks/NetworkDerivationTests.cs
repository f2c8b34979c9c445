using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.NumericTests.Host;
using CellGen.NumericTests.Networks.Derivation;
using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>
/// The backward pass between layers, as it is derived from the forward one, without generated code: both are interpreted in double
/// precision, and every gradient is compared with a difference quotient.
/// </summary>
public class NetworkDerivationTests
{
    private const int Drawn = 100;

    /// <summary>Stacks of one kind of cell: every head, with each kind of input.</summary>
    private static readonly string[] Stacks =
    [
        "",
        "[DenseHead(Output = 3)]",
        "[DenseHead(Output = 3, LogSoftmax = true)]",
        "[DenseHead(Output = 3, Over = HeadInput.LastState)]",
        "[DenseHead(Output = 3, Over = HeadInput.MeanState, LogSoftmax = true)]",
        "[TokenInput]",
        "[Embedding(Vocabulary = 3)] [DenseHead(Output = 3)]",
        "[Embedding(Vocabulary = 3)] [DenseHead(Output = 3, Over = HeadInput.LastState, LogSoftmax = true)]",
        "[Embedding(Vocabulary = 3, Frozen = true)] [DenseHead(Output = 3, Over = HeadInput.MeanState)]",
    ];

    private static readonly IReadOnlyList<NetworkDescription> Random = RandomNetworks.Several(Drawn, 1000);

    public static TheoryData<string> Names => [.. CommittedNetworks.All.Where(net => net.Training).Select(net => net.Name)];

    public static TheoryData<string> Pairs => [.. CommittedPairs.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_difference_quotients(string name) => AssertDerived(name, DerivedProgram.Of(PlanOf(CommittedNetworks.Find(name))));

    [Fact]
    public void So_are_those_of_random_nets() => Assert.All(Random, net => AssertDerived(net.Name, DerivedProgram.Of(PlanOf(net))));

    [Fact]
    public void So_are_those_of_stacks() => Assert.All(AllStacks(), stack =>
    {
        AssertDerived(stack.Name, DerivedProgram.Of(stack.Net));
        AssertDerived(stack.Name + ", a layer", DerivedProgram.OfLayer(stack.Net));
    });

    /// <summary>Every kind of attention, from no source to one of several layers, through a bridge or not, with the context beside the input or not.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void So_are_those_of_encoders_and_decoders(string name) => AssertDerived(name, DerivedProgram.Of(CommittedPairs.PlanOf(name)));

    [Fact]
    public void They_have_every_operation()
    {
        var programs = Random.Concat(CommittedNetworks.All).Select(net => DerivedProgram.Of(PlanOf(net)))
            .Concat(AllStacks().SelectMany(stack => new[] { DerivedProgram.Of(stack.Net), DerivedProgram.OfLayer(stack.Net) }))
            .Concat(CommittedPairs.Names.Select(name => DerivedProgram.Of(CommittedPairs.PlanOf(name))));
        var operations = programs.SelectMany(program => program.All).Select(stage => stage.Operation).ToHashSet();
        var rows = typeof(RowOperation).GetFields().Where(field => field.FieldType == typeof(RowOperation)).Select(field => (field.Name, (RowOperation)field.GetValue(null)!)).ToList();
        Assert.Equal(36, rows.Count);
        Assert.All(rows, row => Assert.True(operations.Contains(row.Item2), row.Name));
    }

    private static void AssertDerived(string name, DerivedProgram program)
    {
        foreach (int steps in new[] { 1, 4 })
        {
            var run = new StageInterpreter(program, steps, seed: name.Length + steps);
            double[][][] given = [.. run.OutputGradients.Select(rows => rows.Select(row => row.ToArray()).ToArray())];
            run.Loss();
            run.Backward(wantsInput: true);
            Assert.Equal(given, run.OutputGradients);
            double[][] gradients = [.. run.Parameters.Select(parameter => parameter.Gradient.ToArray())];
            foreach (var (values, gradient) in run.Parameters)
            {
                AssertQuotients(run, values, gradient, $"{name}, a layer");
            }

            for (int t = 0; t < run.InputGradient?.Length; t++)
            {
                AssertQuotients(run, run.Input[t], run.InputGradient[t], $"{name}, the input of step {t}");
            }

            // The same, but for the input's, where nobody wants that.
            run = new StageInterpreter(program, steps, seed: name.Length + steps);
            run.Loss();
            run.Backward(wantsInput: false);
            Assert.Equal(gradients, run.Parameters.Select(parameter => parameter.Gradient));
            Assert.All(run.InputGradient ?? [], row => Assert.All(row, value => Assert.True(double.IsNaN(value))));
        }
    }

    private static void AssertQuotients(StageInterpreter run, double[] values, double[] gradient, string place)
    {
        const double by = 1e-5;
        int every = Math.Max(1, values.Length / 7);
        for (int i = 0; i < values.Length; i += every)
        {
            double value = values[i];
            values[i] = value + by;
            double above = run.Loss();
            values[i] = value - by;
            double below = run.Loss();
            values[i] = value;
            double expected = (above - below) / (2 * by);
            Assert.True(Math.Abs(expected - gradient[i]) <= 1e-6 * Math.Max(1, Math.Abs(expected)), $"{place}, element {i}: {expected} is expected, {gradient[i]} is the result");
        }
    }

    private static IEnumerable<(string Name, StackNetwork Net)> AllStacks() => Stacks
        .Select(more => $"[RecurrentCell(Kind = CellKind.Gru, Input = 4, Hidden = 5, Layers = 2, Dropout = 0.5)] {more}")
        .Append("[RecurrentCell(Kind = CellKind.Gru, Input = 4, Hidden = 5, Bidirectional = true)] [DenseHead(Output = 2, Over = HeadInput.LastState)]")
        .Append("[RecurrentCell(Kind = CellKind.Concatenating, Input = 4, Hidden = 5)] [DenseHead(Output = 2, Over = HeadInput.InputAndPreviousState, LogSoftmax = true)]")
        .Select(attributes => (attributes, StackNetwork.Of(NetCompiler.SpecOf($"using CellGen; {attributes} partial class Net {{ }}", "Net"))));

    private static NetworkPlan PlanOf(NetworkDescription net) => new(NetCompiler.SpecOf(NetworkSource.Write(net), $"Networks.{net.Name}"));
}
