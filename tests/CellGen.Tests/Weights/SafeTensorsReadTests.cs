using Xunit;
using static CellGen.Tests.Weights.RawFile;

namespace CellGen.Tests.Weights;

/// <summary>What a well-formed file holds comes out as it stands.</summary>
public sealed class SafeTensorsReadTests
{
    [Fact]
    public void EveryFloatingPointTypeIsReadAsFloat32()
    {
        byte[] file = Of(
            "{\"__metadata__\":{\"format\":\"pt\"}," + Entry("double", "F64", "[]", "[0,8]") + ","
            + Entry("single", "F32", "[1,2]", "[8,16]") + "," + Entry("half", "F16", "[3]", "[16,22]") + ","
            + Entry("brain", "BF16", "[1]", "[22,24]") + "}  ",
            0, 0, 0, 0, 0, 0, 0x04, 0xC0, // −2.5
            0, 0, 0x80, 0x3F, 1, 0, 0, 0x80, // 1, −2⁻¹⁴⁹
            0xFF, 0x7B, 1, 0, 0, 0x80, // 65504, 2⁻²⁴, −0
            0x49, 0x40); // 3.140625

        SafeTensorsFile read = Read(file);

        Assert.Equal(["double", "single", "half", "brain"], read.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(["F64", "F32", "F16", "BF16"], read.Tensors.Select(tensor => tensor.DataType));
        Assert.Equal("pt", Assert.Contains("format", read.Metadata));
        Assert.Empty(read.Tensors[0].Shape);
        Assert.Equal([1L, 2L], read.Tensors[1].Shape);
        Assert.Equal([-2.5f], Floats(read.Tensors[0]));
        Assert.Equal([1f, -float.Epsilon], Floats(read.Tensors[1]));
        Assert.Equal([65504f, MathF.Pow(2, -24), -0f], Floats(read.Tensors[2]));
        Assert.True(float.IsNegative(Floats(read.Tensors[2])[2]));
        Assert.Equal([3.140625f], Floats(read.Tensors[3]));
    }

    [Fact]
    public void HeaderOrderIsKeptWhereBytesLieInAnother()
    {
        byte[] file = Of("{" + Entry("b", "U8", "[1]", "[1,2]") + "," + Entry("a", "U8", "[1]", "[0,1]") + "}", 7, 9);

        SafeTensorsFile read = Read(file);

        Assert.Equal(["b", "a"], read.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([9], read.Tensors[0].Bytes.ToArray());
        Assert.Equal([7], read.Tensors[1].Bytes.ToArray());
    }

    [Fact]
    public void EmptyFilesAndEmptyTensorsAreAllowed()
    {
        Assert.Empty(Read(Of("{}")).Tensors);
        SafeTensor tensor = Assert.Single(Read(Of("{" + Entry("none", "F32", "[0,20]", "[0,0]") + "}")).Tensors);
        Assert.Equal(0, tensor.Count);
    }

    [Fact]
    public void NamesAreFoundOrdinally()
    {
        SafeTensorsFile read = Read(Of("{" + Entry("Ünï\\u0063ode", "U8", "[1]", "[0,1]") + "}", 1));

        Assert.True(read.TryGet("Ünïcode", out SafeTensor? tensor));
        Assert.Same(read.Tensors[0], tensor);
        Assert.False(read.TryGet("ünïcode", out _));
    }

    [Fact]
    public void IntegersAreNotReadAsFloat32()
    {
        SafeTensor tensor = Read(Of("{" + Entry("steps", "I32", "[1]", "[0,4]") + "}", 1, 0, 0, 0)).Tensors[0];

        var exception = Assert.Throws<SafeTensorsException>(() => tensor.CopyTo(new float[1]));

        Assert.Equal("steps", exception.TensorName);
        Assert.Contains("'steps' holds I32", exception.Message);
    }

    [Fact]
    public void ADestinationOfAnotherLengthIsRefusedWithBothNumbers()
    {
        var tensor = new SafeTensor("bias", [3], [1, 2, 3]);

        var exception = Assert.Throws<ArgumentException>(() => tensor.CopyTo(new float[2]));

        Assert.Contains("'bias' has 3 elements; the destination has room for 2", exception.Message);
    }
}
