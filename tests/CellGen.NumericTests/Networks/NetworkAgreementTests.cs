using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>
/// The same number is the same bits, whether it comes from Forward, Step, a batch in either layout, StepMany, a workspace or a
/// tape, at every width.
/// </summary>
public class NetworkAgreementTests
{
    private static readonly int[] Lengths = [3, 6, 1, 4, 4, 2, 5, 4, 4, 4, 3, 4, 4, 4, 4, 4, 4, 4];

    public static TheoryData<string> Names => CommittedNetworks.Names;

    public static TheoryData<string> Stepping => CommittedNetworks.NamesOf(net => net.CanStep);

    public static TheoryData<string> Many => CommittedNetworks.NamesOf(net => net is { CanStep: true, Agents: true });

    public static TheoryData<string> Trained => CommittedNetworks.NamesOf(CommittedNetworks.IsTrained);

    private static IEnumerable<VectorWidth> All => VectorWidths.Exact.Append(VectorWidth.Plain);

    [Theory]
    [MemberData(nameof(Trained))]
    public void All_widths_give_the_same_bits(string name)
    {
        var problem = new NetworkProblem(CommittedNetworks.Find(name), 9, "widths");
        var expected = NetworkResults.Full(problem, CommittedNetworks.Compiler, VectorWidths.Exact[0]);
        foreach (VectorWidth width in VectorWidths.Exact[1..])
        {
            BitEquality.Same(expected, NetworkResults.Full(problem, CommittedNetworks.Compiler, width), width.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Stepping))]
    public void Steps_are_a_sequence(string name)
    {
        var problem = new NetworkProblem(CommittedNetworks.Find(name), 9, "steps");
        Assert.All(All, width => NetworkAgreement.AssertSteps(problem, problem.NewNet(CommittedNetworks.Compiler, width)));
    }

    [Theory]
    [MemberData(nameof(Many))]
    public void Agents_are_single_ones(string name)
    {
        NetworkDescription net = CommittedNetworks.Find(name);
        Assert.All(All, width => NetworkAgreement.AssertAgents(net, new NetworkProblem(net).NewNet(CommittedNetworks.Compiler, width), agents: 83));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_is_its_sequences(string name)
    {
        NetworkDescription net = CommittedNetworks.Find(name);
        NetworkProblem[] problems = [.. Lengths.Select((length, i) => new NetworkProblem(net, length, "batch" + i))];
        foreach (VectorWidth width in All)
        {
            ILayeredNet generated = problems[0].NewNet(CommittedNetworks.Compiler, width);
            foreach (BatchLayout layout in Enum.GetValues<BatchLayout>())
            {
                foreach (int workspace in new[] { 1, 2, Lengths.Length + 3 })
                {
                    NetworkAgreement.AssertBatch(problems, generated, layout, workspace);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void A_batch_with_a_tape_is_its_sequences_and_its_gradient_their_sum(string name)
    {
        NetworkDescription net = CommittedNetworks.Find(name);
        NetworkProblem[] problems = [.. Lengths.Take(5).Select((length, i) => new NetworkProblem(net, length, "batch" + i))];
        foreach (VectorWidth width in All)
        {
            ILayeredNet generated = problems[0].NewNet(CommittedNetworks.Compiler, width);
            NetworkAgreement.AssertBatch(problems, generated, BatchLayout.BatchFirst, workspace: 0);
            NetworkAgreement.AssertBatch(problems, generated, BatchLayout.TimeFirst, workspace: 0);
        }
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void A_tape_and_a_larger_workspace_give_the_same_bits(string name)
    {
        var problem = new NetworkProblem(CommittedNetworks.Find(name), 5, "tape");
        ILayeredNet net = problem.NewNet(CommittedNetworks.Compiler);
        var expected = NetworkResults.Forward(problem, net, net.NewWorkspace(5));
        BitEquality.Same(expected, NetworkResults.Forward(problem, net, net.NewWorkspace(40, 3)), "a large workspace");
        object tape = net.NewTape(40, 3);
        NetworkResults.Forward(new NetworkProblem(problem.Net, 40, "longer"), net, tape);
        BitEquality.Same(expected, NetworkResults.Forward(problem, net, tape), "a used tape");
    }

    /// <summary>Without a tape a long sequence may run through the layers in pieces.</summary>
    [Theory]
    [MemberData(nameof(Trained))]
    public void A_long_sequence_gives_the_same_bits_with_and_without_a_tape(string name)
    {
        const int Steps = 1100;
        NetworkDescription description = CommittedNetworks.Find(name);
        if (description.Name == "Wide")
        {
            return;
        }

        var problem = new NetworkProblem(description, Steps, "long");
        ILayeredNet net = problem.NewNet(CommittedNetworks.Compiler);
        BitEquality.Same(NetworkResults.Forward(problem, net, net.NewTape(Steps)), NetworkResults.Forward(problem, net, net.NewWorkspace(Steps)), name);
    }
}
