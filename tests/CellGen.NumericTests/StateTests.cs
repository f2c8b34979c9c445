using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>A State is a value: equal by the bits of what Hidden and Cell show, saved and read with all of them.</summary>
public class StateTests
{
    private static readonly NetShape Padded = new(CellKind.Rnn, 3, 5, Nonlinearity: Nonlinearity.Sigmoid, OneWidth: true);

    private static readonly ShapeSet Nets = new(
    [
        new(CellKind.Gru, 2, 8, OneWidth: true),
        Padded,
        new(CellKind.Lstm, 3, 6, 2, Bidirectional: true, Projection: 3, OneWidth: true),
        new(CellKind.Lstm, 1, 1, 3, OneWidth: true),
    ]);

    public static TheoryData<string> Names => Nets.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_those_of_layers_directions_and_states(string name)
    {
        INet net = NetCompiler.Create(Nets[name]);
        Run(net.Type, nameof(Order), net, Nets[name]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void States_are_equal_where_all_bits_are(string name) => Run(name, nameof(Equality));

    [Theory]
    [MemberData(nameof(Names))]
    public void Comparing_allocates_nothing(string name) => Run(name, nameof(Allocation));

    [Theory]
    [MemberData(nameof(Names))]
    public void Json_keeps_every_bit(string name) => Run(name, nameof(Json));

    [Theory]
    [MemberData(nameof(Names))]
    public void Json_that_is_no_state_is_refused(string name) => Run(name, nameof(BadJson));

    /// <summary>The units beyond the last, σ(0) in the one and 0 in the other, belong to nobody.</summary>
    [Fact]
    public void What_is_behind_the_last_unit_does_not_count()
    {
        INet net = NetCompiler.Create(Nets[Padded.Name]);
        INetState stepped = net.NewState();
        INetState forwarded = net.NewState();
        float[] input = [0.5f, -1, 2];
        net.Step(input, new float[5], stepped);
        net.Forward(input, new float[5], forwarded, net.NewWorkspace(1));
        typeof(StateTests).GetMethod(nameof(Padding), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(net.Type.GetNestedType("State")!)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [stepped, forwarded], null);
    }

    private static void Padding<TState>(INetState stepped, INetState forwarded)
        where TState : struct, IRecurrentState, IEquatable<TState>
    {
        (TState left, TState right) = (Unbox<TState>(stepped), Unbox<TState>(forwarded));
        Assert.False(Bytes(ref left).SequenceEqual(Bytes(ref right)));
        Assert.True(left.Equals(right));
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
    }

    private static void Order<TState>(INet net, NetShape shape)
        where TState : struct, IRecurrentState, IEquatable<TState>
    {
        INetState box = net.NewState();
        var expected = new List<float>();
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            for (int direction = 0; direction < shape.Directions; direction++)
            {
                Fill(box.Hidden(layer, direction));
                if (shape.HasCell)
                {
                    Fill(box.Cell(layer, direction));
                }
            }
        }

        TState state = Unbox<TState>(box);
        var values = new float[state.ValueCount];
        state.CopyTo(values);
        Assert.Equal(expected, values);

        TState other = default;
        other.CopyFrom(values);
        Assert.Equal(state, other);
        foreach (int wrong in new[] { 0, values.Length - 1, values.Length + 1 })
        {
            string both = $"{wrong} values; the state has {values.Length}.";
            Assert.Contains("destination has " + both, Assert.Throws<ArgumentException>(() => state.CopyTo(new float[wrong])).Message);
            Assert.Contains("source has " + both, Assert.Throws<ArgumentException>(() => other.CopyFrom(new float[wrong])).Message);
        }

        void Fill(Span<float> span)
        {
            for (int i = 0; i < span.Length; i++)
            {
                expected.Add(span[i] = expected.Count + 1);
            }
        }
    }

    private static void Equality<TState>()
        where TState : struct, IRecurrentState, IEquatable<TState>
    {
        TState state = Sample<TState>();
        AssertEqual(true, state, state);
        AssertEqual(false, state, default);
        var values = new float[state.ValueCount];
        var hashes = new HashSet<int> { state.GetHashCode() };
        for (int i = 0; i < values.Length; i++)
        {
            state.CopyTo(values);
            values[i] = MathF.BitIncrement(values[i]);
            TState other = default;
            other.CopyFrom(values);
            AssertEqual(false, state, other);
            hashes.Add(other.GetHashCode());
        }

        Assert.Equal(values.Length + 1, hashes.Count);
        AssertEqual(false, Of(0), Of(-0f));
        AssertEqual(true, Of(float.NaN), Of(float.NaN));

        TState Of(float first)
        {
            TState result = default;
            result.CopyFrom([first, .. new float[result.ValueCount - 1]]);
            return result;
        }
    }

    private static void AssertEqual<TState>(bool equal, TState left, TState right)
        where TState : struct, IRecurrentState, IEquatable<TState>
    {
        Assert.Equal(equal, left.Equals(right));
        Assert.Equal(equal, left.Equals((object)right));
        Assert.Equal(equal, EqualityComparer<TState>.Default.Equals(left, right));
        Assert.Equal(equal, new Save<TState>(left) == new Save<TState>(right));
        Assert.Equal(equal, Operator("op_Equality"));
        Assert.Equal(!equal, Operator("op_Inequality"));
        Assert.Equal(equal ? 1 : 2, new[] { left, right }.Distinct().Count());
        Assert.True(!equal || left.GetHashCode() == right.GetHashCode());
        Assert.False(left.Equals((object)"a state"));

        bool Operator(string name) => (bool)typeof(TState).GetMethod(name)!.Invoke(null, [left, right])!;
    }

    private static void Allocation<TState>()
        where TState : struct, IRecurrentState, IEquatable<TState>
    {
        TState state = Sample<TState>();
        var comparer = EqualityComparer<TState>.Default;
        var values = new float[state.ValueCount];
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool equal = comparer.Equals(state, state) & comparer.GetHashCode(state) == state.GetHashCode();
            state.CopyTo(values);
            state.CopyFrom(values);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(equal);
            Assert.True(round == 0 || allocated == 0, $"{allocated} bytes");
        }
    }

    private static void Json<TState>()
        where TState : struct, IRecurrentState, IEquatable<TState>
    {
        foreach (TState state in new[] { default, Sample<TState>() })
        {
            var save = new Save<TState>(state);
            string json = JsonSerializer.Serialize(save);
            Assert.Equal(state.ValueCount, JsonDocument.Parse(json).RootElement.GetProperty("Memory").GetArrayLength());
            Assert.Equal(save, JsonSerializer.Deserialize<Save<TState>>(json));
        }
    }

    private static void BadJson<TState>()
        where TState : struct, IRecurrentState, IEquatable<TState>
    {
        int count = default(TState).ValueCount;
        string zeros = string.Concat(Enumerable.Repeat("0,", count - 1));
        AssertRefused("{}", $"an array of {count} numbers; found StartObject");
        AssertRefused("null", "found Null");
        AssertRefused("[]", $"has {count} values; the array has 0");
        AssertRefused($"[{zeros}0,0]", $"has {count} values; the array has {count + 1}");
        AssertRefused($"[{zeros}1e39]", $"Value {count - 1} of a state is no number of type float");
        AssertRefused($"[{zeros}\"NaN\"]", $"Value {count - 1} of a state is no number of type float");
        AssertRefused($"[{zeros}[0]]", $"Value {count - 1} of a state is no number of type float");
        foreach (float value in new[] { float.NaN, float.NegativeInfinity })
        {
            TState state = default;
            state.CopyFrom([.. new float[count - 1], value]);
            Assert.Contains(
                $"Value {count - 1} of a state is {value}",
                Assert.Throws<JsonException>(() => JsonSerializer.Serialize(state)).Message);
        }

        static void AssertRefused(string json, string message) =>
            Assert.Contains(message, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TState>(json)).Message);
    }

    /// <summary>A state of numbers whose digits and signs are hard to keep.</summary>
    private static TState Sample<TState>()
        where TState : struct, IRecurrentState
    {
        TState state = default;
        float[] values = [-0f, 0.1f, float.Epsilon, float.MaxValue, 1 / 3f, -1e-30f];
        state.CopyFrom([.. Enumerable.Range(0, state.ValueCount).Select(i => values[i % values.Length])]);
        return state;
    }

    private static TState Unbox<TState>(INetState box) => (TState)box.GetType().GetField("Value")!.GetValue(box)!;

    private static Span<byte> Bytes<TState>(ref TState state)
        where TState : struct => MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref state, 1));

    private static void Run(string name, string method) => Run(NetCompiler.Create(Nets[name]).Type, method);

    private static void Run(Type net, string method, params object[] arguments) =>
        typeof(StateTests).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(net.GetNestedType("State")!)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    /// <summary>All that makes the State of a net a value: equality, no allocation, JSON.</summary>
    internal static void AssertIsValue(Type net)
    {
        foreach (string method in new[] { nameof(Equality), nameof(Allocation), nameof(Json), nameof(BadJson) })
        {
            Run(net, method);
        }
    }

    private sealed record Save<TState>(TState Memory)
        where TState : struct;
}
