using Xunit;
using static CellGen.Tests.Weights.RawFile;

namespace CellGen.Tests.Weights;

/// <summary>What stands beside the net in a file, of whatever type and size, does not keep the net from being read.</summary>
public sealed class OtherTensorsTests
{
    private static readonly TensorShape[] Expected = [new("bias", 1)];

    [Theory]
    [InlineData("F8_E4M3", "[3]", 3)]
    [InlineData("F8_E5M2", "[3]", 3)]
    [InlineData("F8_E8M0", "[3]", 3)]
    [InlineData("F8_E4M3FNUZ", "[3]", 3)]
    [InlineData("F4", "[3,2]", 3)]
    [InlineData("F4", "[5]", 3)]
    [InlineData("F6_E3M2", "[4]", 3)]
    [InlineData("I64", "[]", 8)]
    [InlineData("BOOL", "[2]", 2)]
    [InlineData("C128", "[1]", 16)]
    [InlineData("Q4_K", "[100,100]", 7)]
    [InlineData("a type of tomorrow", "[0]", 0)]
    public void OfAnotherType(string type, string shape, int bytes)
    {
        foreach (bool before in new[] { true, false })
        {
            byte[] file = before
                ? Of($"{{{Entry("other", type, shape, $"[0,{bytes}]")},{Entry("bias", "F32", "[1]", $"[{bytes},{bytes + 4}]")}}}", [.. new byte[bytes], 0, 0, 0x80, 0x3F])
                : Of($"{{{Entry("bias", "F32", "[1]", "[0,4]")},{Entry("other", type, shape, $"[4,{bytes + 4}]")}}}", [0, 0, 0x80, 0x3F, .. new byte[bytes]]);

            foreach (Stream stream in new Stream[] { new MemoryStream(file), new ForwardStream(file) })
            {
                Assert.Equal([[1f]], WeightFile.Read(stream, "Net", Expected, allowOthers: true));
            }

            var error = Assert.Throws<SafeTensorsException>(() => WeightFile.Read(new MemoryStream(file), "Net", Expected));
            Assert.Equal("other", error.TensorName);
            Assert.StartsWith("The file holds other [", error.Message);
            Assert.EndsWith("which Net does not read; it reads bias.", error.Message);
        }
    }

    [Theory]
    [InlineData("F8_E4M3", 1)]
    [InlineData("F4", 1)]
    [InlineData("I64", 8)]
    [InlineData("Q4_K", 5)]
    public void OneThatIsNeededMustBeNumbers(string type, int bytes)
    {
        byte[] file = Of("{" + Entry("bias", type, "[1]", $"[0,{bytes}]") + "}", new byte[bytes]);

        var error = Assert.Throws<SafeTensorsException>(
            () => WeightFile.Read(new MemoryStream(file), "Net", Expected, allowOthers: true));

        Assert.Equal($"'bias' holds {type} elements; only F32, F64, F16 and BF16 can be read as float32.", error.Message);
        Assert.Equal("bias", error.TensorName);
    }

    [Theory]
    [InlineData("[4,7]", 9, "goes on after the last tensor")]
    [InlineData("[4,9]", 7, "truncated")]
    [InlineData("[3,7]", 7, "'other' overlaps 'bias'")]
    [InlineData("[5,7]", 7, "'other' leaves a hole after 'bias'")]
    public void ItsBytesMustFitTheFile(string offsets, int bytes, string fact)
    {
        byte[] file = Of($"{{{Entry("bias", "F32", "[1]", "[0,4]")},{Entry("other", "F4", "[6]", offsets)}}}", new byte[bytes]);

        foreach (Stream stream in new Stream[] { new MemoryStream(file), new ForwardStream(file) })
        {
            var error = Assert.Throws<SafeTensorsException>(() => WeightFile.Read(stream, "Net", Expected, allowOthers: true));
            Assert.Contains(fact, error.Message);
        }
    }

    [Fact]
    public void OfAKnownTypeItsShapeMustFitItsBytes()
    {
        byte[] file = Of($"{{{Entry("bias", "F32", "[1]", "[0,4]")},{Entry("other", "F8_E4M3", "[6]", "[4,7]")}}}", new byte[7]);

        var error = Assert.Throws<SafeTensorsException>(() => WeightFile.Read(new MemoryStream(file), "Net", Expected, allowOthers: true));

        Assert.Contains("'other' has 3 bytes of data; F8_E4M3 [6] takes 6", error.Message);
    }

    [Fact]
    public void OneTooLargeForMemoryIsPassedOver()
    {
        const long Bytes = 5_000_000_000;
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            using (var stream = new FileStream(path, FileMode.CreateNew))
            {
                // A hole of zeros takes no room on the disk.
                stream.Write(Of($"{{{Entry("other", "U8", $"[{Bytes}]", $"[0,{Bytes}]")},{Entry("bias", "F32", "[1]", $"[{Bytes},{Bytes + 4}]")}}}"));
                stream.Seek(Bytes, SeekOrigin.Current);
                stream.Write([0, 0, 0x80, 0x3F]);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal([[1f]], WeightFile.Read(path, "Net", Expected, allowOthers: true));
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
            Assert.Contains("a tensor of at most", Assert.Throws<SafeTensorsException>(() => SafeTensors.Read(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
