using Xunit;
using static CellGen.Tests.Weights.RawFile;

namespace CellGen.Tests.Weights;

/// <summary>Every fault of a file is one exception, whose message states the facts.</summary>
public sealed class SafeTensorsMalformedTests
{
    private const string Good = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void FileShorterThanTheLengthField(int bytes) =>
        Assert.Contains($"The file has {bytes} bytes", Refused(new byte[bytes]).Message);

    [Theory]
    [InlineData(100_000_001UL)]
    [InlineData(ulong.MaxValue)]
    public void EndlessHeaderIsRefusedAndTakesNoMemory(ulong length)
    {
        byte[] file = [.. Length(length), (byte)'{'];
        long before = GC.GetAllocatedBytesForCurrentThread();

        SafeTensorsException exception = Refused(file);

        Assert.Contains($"The header claims {length} bytes; at most 100000000", exception.Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void HeaderPastTheEndIsRefusedAndTakesNoMemory()
    {
        byte[] file = [.. Length(99_000_000), (byte)'{', (byte)'}'];
        long before = GC.GetAllocatedBytesForCurrentThread();

        SafeTensorsException exception = Refused(file);

        Assert.Contains("The header claims 99000000 bytes; the file has 2", exception.Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Theory]
    [InlineData("", "must begin with '{'")]
    [InlineData("[]", "must begin with '{'")]
    [InlineData(" {}", "must begin with '{'")]
    [InlineData("{", "not valid JSON")]
    [InlineData("{}{}", "not valid JSON")]
    [InlineData("{\"__metadata__\":{},}", "not valid JSON")]
    [InlineData("{/* */}", "not valid JSON")]
    [InlineData("{\"a\\ud800\":{}}", "half a surrogate pair")]
    [InlineData("{\"a\":3}", "'a' is not a JSON object")]
    [InlineData("{\"__metadata__\":[]}", "'__metadata__' is not a JSON object")]
    [InlineData("{\"__metadata__\":\"pt\"}", "'__metadata__' is not a JSON object")]
    [InlineData("{\"__metadata__\":0}", "'__metadata__' is not a JSON object")]
    [InlineData("{\"__metadata__\":false}", "'__metadata__' is not a JSON object")]
    [InlineData("{\"__metadata__\":null,\"__metadata__\":{}}", "'__metadata__' twice")]
    [InlineData("{\"a\":null}", "'a' is not a JSON object")]
    [InlineData("{\"__metadata__\":{\"k\":null}}", "'k' in __metadata__ is not a string")]
    [InlineData("{\"__metadata__\":{\"epoch\":3}}", "'epoch' in __metadata__ is not a string")]
    [InlineData("{\"__metadata__\":{\"k\":\"\",\"k\":\"\"}}", "'k' twice in __metadata__")]
    [InlineData("{\"__metadata__\":{},\"__metadata__\":{}}", "'__metadata__' twice")]
    public void HeaderThatIsNoHeader(string header, string fact) => Assert.Contains(fact, Refused(Of(header)).Message);

    [Fact]
    public void HeaderThatIsNotUtf8() =>
        Assert.Contains("not valid UTF-8", Refused(Of([(byte)'{', (byte)'"', 0xFF, (byte)'"'], [])).Message);

    [Theory]
    [InlineData("{\"shape\":[2],\"data_offsets\":[0,8]}", "'a' has no dtype")]
    [InlineData("{\"dtype\":\"F32\",\"data_offsets\":[0,8]}", "'a' has no shape")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":[2]}", "'a' has no data_offsets")]
    [InlineData("{\"dtype\":\"F33\",\"shape\":[2],\"data_offsets\":[8,0]}", "'a' has data_offsets [8, 0]: it ends before it begins")]
    [InlineData("{\"dtype\":\"F33\",\"shape\":[2],\"data_offsets\":[4,12]}", "'a' leaves a hole after the beginning of the data")]
    [InlineData("{\"dtype\":\"F33\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}", "[4294967296 x 4294967296] of 'a' overflows")]
    [InlineData("{\"dtype\":null,\"shape\":[2],\"data_offsets\":[0,8]}", "'a' has a dtype that is not a string")]
    [InlineData("{\"dtype\":32,\"shape\":[2],\"data_offsets\":[0,8]}", "'a' has a dtype that is not a string")]
    [InlineData("{\"dtype\":\"F32\",\"dtype\":\"F32\"}", "'a' has the key 'dtype' twice")]
    [InlineData("{\"dtype\":\"F32\",\"stride\":[1]}", "'a' has the key 'stride'")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}", "'a' has a shape that is not an array")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":[2,-1],\"data_offsets\":[0,8]}", "'a' has a shape whose element 1 is not")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}", "'a' has a shape whose element 0 is not")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":[[2]],\"data_offsets\":[0,8]}", "'a' has a shape whose element 0 is not")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":[9223372036854775808]}", "'a' has a shape whose element 0 is not")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}", "[4294967296 x 4294967296] of 'a' overflows")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":[4611686018427387904],\"data_offsets\":[0,8]}", "[4611686018427387904] of 'a' overflows")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}", "'a' has 1 data_offsets; expected 2")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}", "'a' has data_offsets [8, 0]: it ends before it begins")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}", "'a' has a data_offsets whose element 0 is not")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}", "'a' has 8 bytes of data; F32 [3] takes 12")]
    [InlineData("{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,8]}", "'a' has 8 bytes of data; F64 [2] takes 16")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}", "'a' leaves a hole after the beginning of the data: it begins at byte 4 of the data; expected 0")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[3000000000],\"data_offsets\":[0,3000000000]}", "'a' has 3000000000 bytes; a tensor of at most")]
    public void TensorThatContradictsItself(string entry, string fact)
    {
        SafeTensorsException exception = Refused(Of($"{{\"a\":{entry}}}", new byte[12]));

        Assert.Contains(fact, exception.Message);
        Assert.Equal("a", exception.TensorName);
    }

    [Theory]
    [InlineData("a", "[4,8]", "The header lists 'a' twice")]
    [InlineData("b", "[0,4]", "'b' overlaps 'a': it begins at byte 0 of the data; expected 4")]
    [InlineData("b", "[3,7]", "'b' overlaps 'a': it begins at byte 3 of the data; expected 4")]
    [InlineData("b", "[5,9]", "'b' leaves a hole after 'a': it begins at byte 5 of the data; expected 4")]
    public void TensorsThatContradictEachOther(string name, string offsets, string fact)
    {
        byte[] file = Of("{" + Entry("a", "F32", "[1]", "[0,4]") + "," + Entry(name, "F32", "[1]", offsets) + "}", new byte[8]);

        SafeTensorsException exception = Refused(file);

        Assert.Contains(fact, exception.Message);
        Assert.Equal(name, exception.TensorName);
    }

    [Fact]
    public void TruncatedData()
    {
        byte[] file = Of(Good, new byte[7]);

        Assert.Contains("truncated: it has 7 bytes of data; the header describes 8", Refused(file).Message);
        var exception = Assert.Throws<SafeTensorsException>(() => SafeTensors.Read(new ForwardStream(file)));
        Assert.Contains("truncated: it has 7 bytes of data; the header describes 8. It ends inside 'a'", exception.Message);
        Assert.Equal("a", exception.TensorName);
    }

    [Fact]
    public void TrailingBytes()
    {
        byte[] file = Of(Good, new byte[9]);

        Assert.Contains("goes on after the last tensor: it has 9 bytes of data; the header describes 8", Refused(file).Message);
        var exception = Assert.Throws<SafeTensorsException>(() => SafeTensors.Read(new ForwardStream(file)));
        Assert.Contains("goes on after the last tensor: the header describes 8", exception.Message);
    }

    [Fact]
    public void DataThatAStreamPromisesTakeNoMemory()
    {
        byte[] file = Of("{" + Entry("a", "U8", "[2000000000]", "[0,2000000000]") + "}", 1);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<SafeTensorsException>(() => SafeTensors.Read(new ForwardStream(file)));

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void TheMessageNamesTheFile()
    {
        string path = Path.GetTempFileName();
        try
        {
            Assert.StartsWith($"{path}: The file has 0 bytes", Assert.Throws<SafeTensorsException>(() => SafeTensors.Read(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
