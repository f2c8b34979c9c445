using System.Reflection;
using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>The State of a net of several layers is a value, with a member for each cell.</summary>
public class NetworkStateTests
{
    public static TheoryData<string> Names => CommittedNetworks.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_is_a_value(string name) => StateTests.AssertIsValue(CommittedNetworks.Compiler.Create(CommittedNetworks.Find(name)).Type);

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_those_of_the_layers_in_order(string name)
    {
        NetworkDescription description = CommittedNetworks.Find(name);
        ILayeredNet net = CommittedNetworks.Compiler.Create(description);
        INetworkStates states = net.NewStates(2);
        var expected = new List<float>();
        foreach (NetworkNode cell in description.States)
        {
            if (!cell.IsCell)
            {
                // The inputs of a convolution have no member of their own.
                var window = new float[cell.StateCounts.State];
                Fill(window);
                NetworkWindows.Write(description, cell, states, 1, window);
                continue;
            }

            for (int i = 0; i < cell.Places; i++)
            {
                Fill(states.Hidden(1, cell.Name, i / cell.Shape.Directions, i % cell.Shape.Directions));
                if (cell.Shape.HasCell)
                {
                    Fill(states.Cell(1, cell.Name, i / cell.Shape.Directions, i % cell.Shape.Directions));
                }
            }
        }

        var state = (IRecurrentState)states.Array.GetValue(1)!;
        var values = new float[state.ValueCount];
        state.CopyTo(values);
        Assert.Equal(expected, values);
        var other = (IRecurrentState)states.Array.GetValue(0)!;
        Assert.NotEqual(state, other);
        other.CopyFrom(values);
        Assert.Equal(state, other);
        foreach (int wrong in new[] { 0, values.Length - 1, values.Length + 1 })
        {
            string both = $"{wrong} values; the state has {values.Length}.";
            Assert.StartsWith("destination has " + both, Assert.Throws<ArgumentException>("destination", () => state.CopyTo(new float[wrong])).Message);
            Assert.StartsWith("source has " + both, Assert.Throws<ArgumentException>("source", () => state.CopyFrom(new float[wrong])).Message);
        }

        void Fill(Span<float> span)
        {
            for (int i = 0; i < span.Length; i++)
            {
                expected.Add(span[i] = expected.Count + 1);
            }
        }
    }

    [Fact]
    public void A_layer_or_direction_that_is_not_there_is_an_error()
    {
        INetworkStates states = CommittedNetworks.Compiler.Create(CommittedNetworks.Find("Middle")).NewStates(1);
        Assert.Equal(4, states.Hidden(0, "d", 1, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>("layer", () => states.Hidden(0, "b", 1, 0).Length.ToString());
        Assert.Throws<ArgumentOutOfRangeException>("direction", () => states.Hidden(0, "d", 0, 2).Length.ToString());
        Assert.True(states.Cell(0, "b", 0, 0).Length == 5);
    }

    [Fact]
    public void The_only_cell_has_the_members_of_a_net_of_one_stack()
    {
        Type agent = CommittedNetworks.Compiler.Create(CommittedNetworks.Find("Agent")).Type;
        Assert.NotNull(agent.GetNestedType("State")!.GetMethod("Hidden"));
        Assert.Null(agent.GetNestedType("State")!.GetProperty("Lstm"));
        Assert.Equal([5, 1, 1], Constants(agent, "HiddenSize", "LayerCount", "DirectionCount"));
        Assert.Equal([3, 3, 1], Constants(agent, "InputSize", "ActorSize", "ValueSize"));
        Type denoiser = CommittedNetworks.Compiler.Create(CommittedNetworks.Find("Denoiser")).Type;
        Assert.Null(denoiser.GetNestedType("State")!.GetMethod("Hidden"));
        Assert.Null(denoiser.GetField("HiddenSize"));
        Assert.Equal([6, 1, 4], Constants(denoiser, "InputSize", "VadSize", "GainsSize"));
        NetworkDescription net = CommittedNetworks.Find("Denoiser");
        Assert.Equal([net.Tensors.Sum(tensor => tensor.Count)], Constants(denoiser, "ParameterCount"));
    }

    private static IEnumerable<int> Constants(Type type, params string[] names) =>
        names.Select(name => (int)type.GetField(name, BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue()!);
}
