using System.Reflection;
using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>The constants and the shape of the public surface of a generated class.</summary>
public class ConstantTests
{
    private static readonly ShapeSet Nets = new([.. Shapes.Representative(), .. Shapes.Topologies(), .. Shapes.Random(12)]);

    public static TheoryData<string> Names => Nets.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Constants_are_the_shapes(string name)
    {
        NetShape shape = Nets[name];
        Type net = NetCompiler.TypeOf(shape);
        Assert.Equal(shape.Input, Constant(net, "InputSize"));
        Assert.Equal(shape.Hidden, Constant(net, "HiddenSize"));
        Assert.Equal(shape.OutputSize, Constant(net, "OutputSize"));
        Assert.Equal(shape.Layers, Constant(net, "LayerCount"));
        Assert.Equal(shape.Directions, Constant(net, "DirectionCount"));
        Assert.Equal(shape.Tensors.Sum(tensor => tensor.Count), Constant(net, "ParameterCount"));
    }

    [Fact]
    public void The_parameter_count_of_the_readme_net_is_torchs()
    {
        // sum(p.numel() for p in torch.nn.GRU(10, 20, 2, bidirectional=True).parameters()) == 11280
        Type net = NetCompiler.TypeOf(new(CellKind.Gru, 10, 20, 2, Bidirectional: true));
        Assert.Equal(11280, Constant(net, "ParameterCount"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_and_Cell_exist_only_where_they_mean_something(string name)
    {
        NetShape shape = Nets[name];
        Type net = NetCompiler.TypeOf(shape);
        Assert.Equal(shape.CanStep, net.GetMethod("Step") is not null);
        Assert.Equal(shape.HasCell, net.GetNestedType("State")!.GetMethod("Cell") is not null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void State_is_an_unmanaged_struct_of_moderate_size(string name)
    {
        NetShape shape = Nets[name];
        Type state = NetCompiler.TypeOf(shape).GetNestedType("State")!;
        Assert.True(state.IsValueType);
        Assert.False((bool)typeof(System.Runtime.CompilerServices.RuntimeHelpers)
            .GetMethod("IsReferenceOrContainsReferences")!.MakeGenericMethod(state).Invoke(null, null)!);
        int values = shape.Layers * shape.Directions * (shape.HasCell ? 2 : 1);
        int size = (int)typeof(System.Runtime.CompilerServices.Unsafe)
            .GetMethod("SizeOf")!.MakeGenericMethod(state).Invoke(null, null)!;

        // At most 15 lanes of padding a vector of the state; h has as much room as c where it is projected.
        Assert.InRange(size, values * shape.StateSize * sizeof(float), values * (shape.Hidden + 15) * sizeof(float));
    }

    private static object? Constant(Type net, string name)
    {
        FieldInfo field = net.GetField(name) ?? throw new InvalidOperationException($"{net.Name} has no {name}");
        Assert.True(field.IsLiteral, name);
        return field.GetRawConstantValue();
    }
}
