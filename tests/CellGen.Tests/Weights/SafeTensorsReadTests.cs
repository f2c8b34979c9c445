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

    [Theory]
    [InlineData("\"__metadata__\":null,")]
    [InlineData("\"__metadata__\" : null , ")]
    [InlineData("\"__metadata__\":{},")]
    [InlineData("")]
    public void NoMetadataIsNone(string metadata)
    {
        SafeTensorsFile read = Read(Of("{" + metadata + Entry("a", "U8", "[1]", "[0,1]") + "}", 3));

        Assert.Empty(read.Metadata);
        Assert.Equal([3], Assert.Single(read.Tensors).Bytes.ToArray());
    }

    [Theory]
    [InlineData("F4", "[3,2]", 6)]
    [InlineData("F6_E2M3", "[4]", 4)]
    [InlineData("F8_E9M9", "[]", 1)]
    [InlineData("", "[0]", 0)]
    public void ATypeThatIsNotKnownIsKeptAsBytes(string type, string shape, int count)
    {
        SafeTensor tensor = Read(Of("{" + Entry("a", type, shape, "[0,3]") + "}", 1, 2, 3)).Tensors[0];

        Assert.Equal(type, tensor.DataType);
        Assert.Equal(count, tensor.Count);
        Assert.Equal([1, 2, 3], tensor.Bytes.ToArray());
        var exception = Assert.Throws<SafeTensorsException>(() => tensor.CopyTo(new float[count]));
        Assert.Contains($"'a' holds {type} elements; only F32, F64, F16 and BF16", exception.Message);
    }

    [Fact]
    public void MoreElementsThanAnIntCountsAreNotCounted()
    {
        SafeTensor tensor = Read(Of("{" + Entry("a", "F1", "[65536,65536]", "[0,1]") + "}", 1)).Tensors[0];

        Assert.Throws<OverflowException>(() => tensor.Count);
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
