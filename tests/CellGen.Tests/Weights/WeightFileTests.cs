using Xunit;

namespace CellGen.Tests.Weights;

/// <summary>A file must be exactly what the model expects; what is wrong is said with names and shapes.</summary>
public sealed class WeightFileTests
{
    private static readonly TensorShape[] Expected = [new("weight_hh_l0", 3, 2), new("bias_hh_l0", 3)];
    private static readonly float[][] Values = [[1, 2, 3, 4, 5, 6], [7, 8, 9]];

    [Fact]
    public void RoundTripThroughAStream()
    {
        var stream = new MemoryStream();
        WeightFile.Write(stream, Expected, Values);
        stream.Position = 0;

        Assert.Equal(Values, WeightFile.Read(stream, "GestureNet", Expected));
    }

    [Fact]
    public void RoundTripThroughAFile()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            WeightFile.Write(path, Expected, Values);
            Assert.Equal(Values, WeightFile.Read(path, "GestureNet", Expected));

            var exception = Assert.Throws<SafeTensorsException>(() => WeightFile.Read(path, "GestureNet", []));
            Assert.StartsWith($"{path}: The file holds weight_hh_l0", exception.Message);
            Assert.Equal("weight_hh_l0", exception.TensorName);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void TheOrderIsTheModels()
    {
        float[][] read = Read(new SafeTensor("bias_hh_l0", [3], Values[1]), new SafeTensor("weight_hh_l0", [3, 2], Values[0]));

        Assert.Equal(Values, read);
    }

    [Fact]
    public void AMissingTensorIsNamedBesideWhatTheFileHas() => Refused(
        "bias_hh_l0",
        "GestureNet expects bias_hh_l0 [3], which the file has not; it has weight_hh_l0, bias_hh.",
        new SafeTensor("weight_hh_l0", [3, 2], Values[0]),
        new SafeTensor("bias_hh", [3], Values[1]));

    [Fact]
    public void AnEmptyFileIsSaidToBeEmpty() =>
        Refused("weight_hh_l0", "GestureNet expects weight_hh_l0 [3 x 2], which the file has not; it has no tensor.");

    [Fact]
    public void ATensorThatNobodyReadsIsNamed() => Refused(
        "weight_hh_l1",
        "The file holds weight_hh_l1 [3 x 2], which GestureNet does not read; it reads weight_hh_l0, bias_hh_l0.",
        new SafeTensor("weight_hh_l0", [3, 2], Values[0]),
        new SafeTensor("weight_hh_l1", [3, 2], Values[0]),
        new SafeTensor("bias_hh_l0", [3], Values[1]));

    [Theory]
    [InlineData("[2 x 3]", 2L, 3L)]
    [InlineData("[6]", 6L)]
    [InlineData("[3 x 2 x 1]", 3L, 2L, 1L)]
    public void AMisShapedTensorIsNamedWithBothShapes(string found, params long[] shape) => Refused(
        "weight_hh_l0",
        $"weight_hh_l0 is {found} in the file; GestureNet expects [3 x 2].",
        new SafeTensor("weight_hh_l0", shape, Values[0]),
        new SafeTensor("bias_hh_l0", [3], Values[1]));

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void ANumberThatIsNotFiniteIsNamedWithItsIndex(float value, string shown)
    {
        string fact = $"bias_hh_l0 holds a number that is not finite: element 2 is {shown}.";
        Refused(
            "bias_hh_l0",
            fact,
            new SafeTensor("weight_hh_l0", [3, 2], Values[0]),
            new SafeTensor("bias_hh_l0", [3], [7, 8, value]));

        var exception = Assert.Throws<ArgumentException>(
            () => WeightFile.Write(new MemoryStream(), Expected, [Values[0], [7, 8, value]]));
        Assert.Contains(fact, exception.Message);
    }

    [Fact]
    public void IntegersAreRefused()
    {
        byte[] file = RawFile.Of("{" + RawFile.Entry("bias", "I32", "[1]", "[0,4]") + "}", 1, 0, 0, 0);

        var exception = Assert.Throws<SafeTensorsException>(
            () => WeightFile.Read(new MemoryStream(file), "GestureNet", [new TensorShape("bias", 1)]));

        Assert.Contains("'bias' holds I32", exception.Message);
    }

    [Fact]
    public void WritingArraysOfAnotherLengthIsRefused()
    {
        Assert.Throws<ArgumentException>(() => WeightFile.Write(new MemoryStream(), Expected, [Values[0]]));
        Assert.Contains(
            "[3] of 'bias_hh_l0' does not hold 2 values",
            Assert.Throws<ArgumentException>(() => WeightFile.Write(new MemoryStream(), Expected, [Values[0], [1, 2]])).Message);
    }

    [Fact]
    public void ShapesShowThemselvesAsMessagesDo()
    {
        Assert.Equal(["weight_hh_l0 [3 x 2]", "bias_hh_l0 [3]"], Expected.Select(shape => shape.ToString()));
        Assert.Equal([6, 3], Expected.Select(shape => shape.Count));
    }

    private static void Refused(string tensorName, string message, params SafeTensor[] tensors)
    {
        var exception = Assert.Throws<SafeTensorsException>(() => Read(tensors));

        Assert.Equal(message, exception.Message);
        Assert.Equal(tensorName, exception.TensorName);
    }

    private static float[][] Read(params SafeTensor[] tensors)
    {
        var stream = new MemoryStream();
        SafeTensors.Write(stream, tensors);
        stream.Position = 0;
        return WeightFile.Read(stream, "GestureNet", Expected);
    }
}
