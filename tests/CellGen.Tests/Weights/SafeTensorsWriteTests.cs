using System.Buffers.Binary;
using System.Text;
using Xunit;
using static CellGen.Tests.Weights.RawFile;

namespace CellGen.Tests.Weights;

/// <summary>What the writer writes is a well-formed file, and the old file survives a writer that fails.</summary>
public sealed class SafeTensorsWriteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cellgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheBytesAreTheFormat()
    {
        byte[] file = Write(new SafeTensor("w", [1, 2], [1f, -2f]), new SafeTensor("a", [1], [0.5f]));

        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        const string Header =
            "{\"__metadata__\":{\"format\":\"pt\"},\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}";
        Assert.Equal(Header.PadRight(length), Encoding.UTF8.GetString(file, 8, length));
        Assert.Equal([0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0x3F], file[(8 + length)..]);
    }

    [Fact]
    public void DataBeginAtAMultipleOfEight()
    {
        // Names of each length modulo 8, so that every padding from 0 to 7 occurs.
        HashSet<int> paddings = [];
        for (int i = 1; i <= 8; i++)
        {
            byte[] file = Write(new SafeTensor(new string('n', i), [1], [1f]));
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
            Assert.Equal(0, length % 8);
            paddings.Add(length - Encoding.UTF8.GetString(file, 8, length).TrimEnd().Length);
        }

        Assert.Equal(8, paddings.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)] // longer than one chunk of the reader
    public void RoundTripKeepsEveryBit(int count)
    {
        var random = new Random(count);
        float[] values = new float[count];
        random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        byte[] file = Write(new SafeTensor("scalar", [], [3f]), new SafeTensor("näme \"quoted\"\n", [count], values));

        foreach (SafeTensorsFile read in new[] { Read(file), SafeTensors.Read(new ForwardStream(file)) })
        {
            Assert.Equal([3f], Floats(read.Tensors[0]));
            Assert.Equal("näme \"quoted\"\n", read.Tensors[1].Name);
            Assert.Equal(Bits(values), Bits(Floats(read.Tensors[1])));
        }
    }

    [Fact]
    public void OtherTypesAndMetadataSurviveARoundTrip()
    {
        byte[] original = Of("{" + Entry("half", "F16", "[2]", "[0,4]") + "}", 1, 2, 3, 4);
        var stream = new MemoryStream();

        SafeTensors.Write(stream, Read(original).Tensors, new Dictionary<string, string> { ["epoch"] = "7" });

        SafeTensorsFile read = Read(stream.ToArray());
        Assert.Equal("F16", read.Tensors[0].DataType);
        Assert.Equal([1, 2, 3, 4], read.Tensors[0].Bytes.ToArray());
        Assert.Equal(KeyValuePair.Create("epoch", "7"), Assert.Single(read.Metadata));
    }

    [Fact]
    public void BadTensorsAreRefused()
    {
        var tensor = new SafeTensor("a", [1], [1f]);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => Write(tensor, tensor)).Message);
        Assert.Contains("reserved", Assert.Throws<ArgumentException>(() => Write(new SafeTensor("__metadata__", [0], []))).Message);
        Assert.Contains(
            "[2 x 3] of 'w' does not hold 5", Assert.Throws<ArgumentException>(() => new SafeTensor("w", [2, 3], new float[5])).Message);
        Assert.Throws<ArgumentException>(() => new SafeTensor("w", [-1, -1], new float[1]));
    }

    [Fact]
    public void AFileIsReplacedAsAWholeAndNothingIsLeftBeside()
    {
        string path = Path.Combine(_folder, "weights.safetensors");
        File.WriteAllBytes(path, new byte[10_000]);

        SafeTensors.Write(path, [new SafeTensor("a", [1], [5f])]);

        Assert.Equal([5f], Floats(SafeTensors.Read(path).Tensors[0]));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void AWriterThatFailsLeavesTheOldFile()
    {
        string path = Path.Combine(_folder, "weights.safetensors");
        SafeTensors.Write(path, [new SafeTensor("a", [1], [5f])]);

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100]);
            throw new InvalidOperationException();
        }));

        Assert.Equal([5f], Floats(SafeTensors.Read(path).Tensors[0]));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    private static byte[] Write(params SafeTensor[] tensors)
    {
        var stream = new MemoryStream();
        SafeTensors.Write(stream, tensors);
        return stream.ToArray();
    }

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);
}
