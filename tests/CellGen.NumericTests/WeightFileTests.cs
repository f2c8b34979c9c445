using System.Buffers.Binary;
using CellGen.NumericTests.Goldens;
using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>Saving and loading a model, and files that a model must refuse without being changed.</summary>
public class WeightFileTests
{
    private static readonly NetShape Shape = new(CellKind.Gru, 10, 20, 2, Bidirectional: true, Head: new(3));
    private static readonly ShapeSet Nets = new([.. Shapes.Representative(), Shape]);

    public static TheoryData<string> Names => Nets.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_round_trip_keeps_the_bits(string name)
    {
        var problem = new Problem(Nets[name], 4, "weights");
        INet net = problem.NewNet();
        using var file = new MemoryStream();
        net.Save(file);

        file.Position = 0;
        INet loaded = net.Load(file);
        BitEquality.Same(net.Parameters, loaded.Parameters, "parameters");
        BitEquality.Same(
            NetResults.Forward(problem, net, net.NewWorkspace(4)),
            NetResults.Forward(problem, loaded, loaded.NewWorkspace(4)),
            "loaded");

        INet replaced = NetCompiler.Create(problem.Shape, seed: 5);
        file.Position = 0;
        replaced.LoadFrom(file);
        BitEquality.Same(net.Parameters, replaced.Parameters, "parameters");
    }

    [Fact]
    public void A_round_trip_through_a_path_keeps_the_bits()
    {
        INet net = NetCompiler.Create(Shape, seed: 1);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            net.Save(path);
            BitEquality.Same(net.Parameters, net.Load(path).Parameters, "parameters");
            INet other = NetCompiler.Create(Shape, seed: 2);
            other.LoadFrom(path);
            BitEquality.Same(net.Parameters, other.Parameters, "parameters");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_holds_torchs_names_and_shapes(string name)
    {
        var problem = new Problem(Nets[name], 1, "weights");
        using var stream = new MemoryStream();
        problem.NewNet().Save(stream);
        stream.Position = 0;
        SafeTensorsFile file = SafeTensors.Read(stream);
        Assert.Equal(problem.Shape.Tensors.Select(tensor => tensor.Name).Order(), file.Tensors.Select(tensor => tensor.Name).Order());
        foreach (ParameterShape tensor in problem.Shape.Tensors)
        {
            Assert.True(file.TryGet(tensor.Name, out SafeTensor? saved));
            Assert.Equal("F32", saved.DataType);
            Assert.Equal(tensor.Dimensions.Select(length => (long)length), saved.Shape);
            var values = new float[tensor.Count];
            saved.CopyTo(values);
            BitEquality.Same(problem.Weights[tensor.Name], values, tensor.Name);
        }
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        foreach (ParameterShape missing in Shape.Tensors)
        {
            AssertRefused(Tensors().Where(tensor => tensor.Name != missing.Name), missing.Name);
        }
    }

    [Fact]
    public void A_tensor_that_nothing_reads_is_named() =>
        AssertRefused([.. Tensors(), new("weight_ih_l2", [60, 40], new float[2400])], "weight_ih_l2");

    [Fact]
    public void A_misnamed_tensor_is_named()
    {
        // The names of a model whose net is a member, as torch saves them.
        AssertRefused(Tensors().Select(tensor => Renamed(tensor, "gru." + tensor.Name)), "weight_ih_l0");
    }

    [Fact]
    public void A_tensor_of_another_shape_is_named_with_both_shapes()
    {
        foreach (ParameterShape expected in Shape.Tensors)
        {
            long[] found = [.. expected.Dimensions.Select(length => (long)length)];
            found[^1]++;
            AssertRefused(Replaced(expected.Name, found, 0.5f), expected.Name, Text(expected.Dimensions), Text(found));
        }

        // The transpose has as many elements.
        AssertRefused(Replaced("weight_hh_l0", [20, 60], 0.5f), "weight_hh_l0", "60", "20");
        AssertRefused(Replaced("bias_ih_l0", [60, 1], 0.5f), "bias_ih_l0");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_tensor_with_a_value_that_is_not_finite_is_named(float bad)
    {
        foreach (ParameterShape tensor in Shape.Tensors)
        {
            AssertRefused(Replaced(tensor.Name, [.. tensor.Dimensions.Select(length => (long)length)], bad), tensor.Name);
        }
    }

    [Fact]
    public void A_truncated_file_is_refused()
    {
        byte[] whole = Bytes(Tensors());
        foreach (int length in new[] { 0, 7, 8, 20, whole.Length / 2, whole.Length - 1 })
        {
            AssertRefused(whole[..length]);
        }
    }

    [Fact]
    public void An_endless_header_is_refused()
    {
        byte[] file = Bytes(Tensors());
        BinaryPrimitives.WriteInt64LittleEndian(file, long.MaxValue);
        AssertRefused(file);
        BinaryPrimitives.WriteInt64LittleEndian(file, -1);
        AssertRefused(file);
    }

    private static void AssertRefused(IEnumerable<SafeTensor> tensors, params string[] named)
    {
        SafeTensorsException thrown = AssertRefused(Bytes(tensors));
        Assert.Equal(named[0], thrown.TensorName);
        Assert.All(named, text => Assert.Contains(text, thrown.Message));
    }

    private static SafeTensorsException AssertRefused(byte[] file)
    {
        INet net = NetCompiler.Create(Shape, seed: 3);
        float[] before = [.. net.Parameters];
        var thrown = Assert.Throws<SafeTensorsException>(() => net.LoadFrom(new MemoryStream(file)));
        BitEquality.Same(before, net.Parameters, "parameters after a refused file");
        Assert.Throws<SafeTensorsException>(() => net.Load(new MemoryStream(file)));
        return thrown;
    }

    private static SafeTensor[] Tensors() =>
    [
        .. Shape.Tensors.Select(tensor => new SafeTensor(
            tensor.Name, [.. tensor.Dimensions.Select(length => (long)length)], Noise.Values(tensor.Name, tensor.Count))),
    ];

    private static IEnumerable<SafeTensor> Replaced(string name, long[] shape, float last)
    {
        var values = new float[shape.Aggregate((a, b) => a * b)];
        values[^1] = last;
        return Tensors().Select(tensor => tensor.Name == name ? new SafeTensor(name, shape, values) : tensor);
    }

    private static SafeTensor Renamed(SafeTensor tensor, string name)
    {
        var values = new float[tensor.Count];
        tensor.CopyTo(values);
        return new(name, [.. tensor.Shape], values);
    }

    private static byte[] Bytes(IEnumerable<SafeTensor> tensors)
    {
        using var stream = new MemoryStream();
        SafeTensors.Write(stream, [.. tensors]);
        return stream.ToArray();
    }

    private static string Text<T>(IEnumerable<T> shape) => $"[{string.Join(" x ", shape)}]";
}
