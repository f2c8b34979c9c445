using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>Many agents at once give the bits that each gives alone, at every width, whatever their number.</summary>
public class StepManyTests
{
    // More than a group of the widest vectors, and not a whole number of any.
    private const int Agents = 37;

    private static readonly ShapeSet Nets = new(Shapes.Representative().Where(shape => shape.CanStep));

    public static TheoryData<string> Names => Nets.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void StepMany_gives_the_bits_of_Step(string name) => AssertSame(Nets[name], Agents);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(15)]
    [InlineData(31)]
    [InlineData(52)]
    [InlineData(64)]
    public void A_group_need_not_be_full(int agents) => AssertSame(new NetShape(CellKind.Gru, 6, 9, Head: new(5)), agents);

    [Fact]
    public void Spans_of_another_length_are_refused_and_nothing_changes()
    {
        var shape = new NetShape(CellKind.Gru, 4, 9, 2, Head: new(21));
        var problem = new Problem(shape, 1, "agents");
        INet net = problem.NewNet();
        INetState[] states = [problem.NewInitialState(net), problem.NewInitialState(net)];
        float[] before = problem.Hidden(states[0]);
        var input = Assert.Throws<ArgumentException>(() => net.StepMany(new float[7], new float[42], states));
        Assert.Contains("input has 7 values; expected 8 (a row of 4 for each of the 2 states)", input.Message);
        var output = Assert.Throws<ArgumentException>(() => net.StepMany(new float[8], new float[41], states));
        Assert.Contains("output has 41 values; expected 42", output.Message);
        BitEquality.Same(before, problem.Hidden(states[0]), "state");
        net.StepMany([], [], []);
    }

    private static void AssertSame(NetShape shape, int count)
    {
        Problem[] agents = [.. Enumerable.Range(0, count).Select(agent => new Problem(shape, 3, $"agent {agent}"))];
        foreach (VectorWidth width in VectorWidths.Exact.Append(VectorWidth.Plain))
        {
            INet net = new Problem(shape, 1, "agents").NewNet(width);
            INetState[] many = [.. agents.Select(agent => agent.NewInitialState(net))];
            INetState[] alone = [.. agents.Select(agent => agent.NewInitialState(net))];
            for (int step = 0; step < 3; step++)
            {
                float[] input = [.. agents.SelectMany(agent => agent.Input.Skip(step * shape.Input).Take(shape.Input))];
                var output = new float[count * shape.OutputSize];
                var expected = new float[output.Length];
                net.StepMany(input, output, many);
                for (int i = 0; i < count; i++)
                {
                    net.Step(input.AsSpan(i * shape.Input, shape.Input), expected.AsSpan(i * shape.OutputSize, shape.OutputSize), alone[i]);
                    BitEquality.Same(agents[i].Hidden(alone[i]), agents[i].Hidden(many[i]), $"h of agent {i} at {width}");
                    if (shape.HasCell)
                    {
                        BitEquality.Same(agents[i].Cell(alone[i]), agents[i].Cell(many[i]), $"c of agent {i} at {width}");
                    }
                }

                BitEquality.Same(expected, output, $"outputs of step {step} at {width}");
            }
        }
    }
}
