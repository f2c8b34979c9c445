using CellGen.Tests.Generated;
using Xunit;

namespace CellGen.Tests.Weights;

/// <summary>Names in files: mapped as said, never guessed; what is missing is named as in the file, with advice.</summary>
public sealed class WeightNamesTests
{
    private static readonly WeightNames Lightning = new() { Cell = "model.rnn.", Head = "model.fc.", Embedding = "model.words." };

    [Fact]
    public void EachPartHasItsPrefix()
    {
        Assert.Equal(
            [
                "model.words.weight", "model.rnn.weight_ih_l0", "model.rnn.weight_hh_l0", "model.rnn.bias_ih_l0",
                "model.rnn.bias_hh_l0", "model.rnn.weight_ci_l0", "model.fc.weight", "model.fc.bias",
            ],
            Written(Lightning));
        Assert.Equal(Written(Lightning), Written(new() { Prefix = "model.", Cell = "rnn.", Head = "fc.", Embedding = "words." }));
    }

    [Fact]
    public void AStringIsAPrefixOfAllNames() => Assert.Equal(Written(null).Select(name => "net." + name), Written("net."));

    [Fact]
    public void WhatWasSavedIsLoaded()
    {
        foreach (WeightNames? names in new[] { null, "a.", Lightning })
        {
            float[] loaded = new float[TestModel.Length];
            TestModel.Layout.Load(loaded, Saved(names), names);
            BitAssert.Same(TestModel.Packed(1), loaded);
        }

        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            float[] loaded = new float[TestModel.Length];
            TestModel.Layout.Save(TestModel.Packed(2), path, Lightning);
            TestModel.Layout.Load(loaded, path, Lightning);
            BitAssert.Same(TestModel.Packed(2), loaded);
            var error = Assert.Throws<SafeTensorsException>(() => TestModel.Layout.Load(loaded, path));
            Assert.StartsWith($"{path}: TestNet expects embedding.weight [7 x 3]", error.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void AMissingPrefixIsAdvised() => Refused(
        null,
        "model.",
        "embedding.weight",
        "TestNet expects embedding.weight [7 x 3], which the file has not; "
        + "the file has model.embedding.weight: pass the prefix \"model.\".");

    [Fact]
    public void AnotherPrefixIsAdvised() => Refused(
        "net.",
        "model.",
        "net.embedding.weight",
        "TestNet expects net.embedding.weight [7 x 3], which the file has not; "
        + "the file has model.embedding.weight: pass the prefix \"model.\".");

    [Fact]
    public void APrefixTooManyIsAdvised() => Refused(
        "net.",
        null,
        "net.embedding.weight",
        "TestNet expects net.embedding.weight [7 x 3], which the file has not; the file has embedding.weight: pass no prefix.");

    [Fact]
    public void DifferentPrefixesAreAdvisedTogether() => Refused(
        null,
        Lightning,
        "embedding.weight",
        "TestNet expects embedding.weight [7 x 3], which the file has not; the file has model.words.weight: pass "
        + "new WeightNames { Embedding = \"model.words.\", Cell = \"model.rnn.\", Head = \"model.fc.\" }.");

    [Fact]
    public void APartThatIsRightStaysInTheAdvice() => Refused(
        new() { Cell = "model.rnn.", Embedding = "model.words." },
        Lightning,
        "head.weight",
        "TestNet expects head.weight [2 x 5], which the file has not; the file has model.fc.weight: pass "
        + "new WeightNames { Embedding = \"model.words.\", Cell = \"model.rnn.\", Head = \"model.fc.\" }.");

    [Fact]
    public void OfACellAloneThePrefixIsAdvised()
    {
        var stream = new MemoryStream();
        TestModel.CellOnly.Save(TestModel.Packed(1), stream, "model.rnn.");
        stream.Position = 0;

        var error = Assert.Throws<SafeTensorsException>(() => TestModel.CellOnly.Load(new float[TestModel.Length], stream));

        Assert.EndsWith("the file has model.rnn.weight_ih_l0: pass the prefix \"model.rnn.\".", error.Message);
    }

    [Fact]
    public void TwoThatFitAreBothNamed()
    {
        var stream = new MemoryStream();
        SafeTensors.Write(stream, [.. Read(Saved("encoder.")), .. Read(Saved("decoder."))]);
        stream.Position = 0;

        var error = Assert.Throws<SafeTensorsException>(() => TestModel.Layout.Load(new float[TestModel.Length], stream));

        Assert.Contains("the file has encoder.embedding.weight and decoder.embedding.weight: pass the names of the one", error.Message);
    }

    [Fact]
    public void WhatFitsNoBetterIsNotAdvised()
    {
        var stream = new MemoryStream();
        SafeTensors.Write(
            stream,
            [.. Read(Saved(null)).Where(tensor => tensor.Name != "bias_hh_l0"), new SafeTensor("other.bias_hh_l0", [20], new float[20])]);
        stream.Position = 0;

        var error = Assert.Throws<SafeTensorsException>(() => TestModel.Layout.Load(new float[TestModel.Length], stream));

        Assert.Equal("bias_hh_l0", error.TensorName);
        Assert.Contains("it has embedding.weight, weight_ih_l0", error.Message);
        Assert.DoesNotContain("pass", error.Message);
    }

    [Fact]
    public void OtherTensorsAreAnErrorUnlessAllowed()
    {
        var names = new WeightNames { Prefix = "encoder." };
        float[] loaded = new float[TestModel.Length];

        var error = Assert.Throws<SafeTensorsException>(() => TestModel.Layout.Load(loaded, Both(), names));
        Assert.StartsWith("The file holds decoder.embedding.weight [7 x 3], which TestNet does not read", error.Message);
        Assert.Contains("encoder.weight_ih_l0", error.Message);
        Assert.Equal(new float[TestModel.Length], loaded);

        TestModel.Layout.Load(loaded, Both(), names with { AllowOthers = true });
        BitAssert.Same(TestModel.Packed(1), loaded);

        static Stream Both()
        {
            var stream = new MemoryStream();
            SafeTensors.Write(stream, [.. Read(Saved("encoder.")), .. Read(Saved("decoder."))]);
            stream.Position = 0;
            return stream;
        }
    }

    [Fact]
    public void AWrongShapeIsNamedAsInTheFileAndNothingIsLoaded()
    {
        var stream = new MemoryStream();
        SafeTensors.Write(stream, [.. Read(Saved("a.")).SkipLast(1), new SafeTensor("a.head.bias", [3], [1, 2, 3])]);
        stream.Position = 0;
        float[] loaded = TestModel.Packed(9);

        var error = Assert.Throws<SafeTensorsException>(() => TestModel.Layout.Load(loaded, stream, "a."));

        Assert.Equal("a.head.bias is [3] in the file; TestNet expects [2].", error.Message);
        Assert.Equal("a.head.bias", error.TensorName);
        BitAssert.Same(TestModel.Packed(9), loaded);
    }

    [Fact]
    public void OneNameForTwoTensorsIsRefused()
    {
        var names = new WeightNames { Head = "x.", Embedding = "x." };

        Assert.Contains("'x.weight'", Assert.Throws<ArgumentException>("names", () => Written(names)).Message);
        Assert.Throws<ArgumentException>("names", () => TestModel.Layout.Load(new float[TestModel.Length], Saved(null), names));
    }

    [Fact]
    public void APrefixIsNotNull() => Assert.Throws<ArgumentNullException>(() => new WeightNames { Prefix = null! });

    private static void Refused(WeightNames? asked, WeightNames? inFile, string tensorName, string message)
    {
        float[] loaded = TestModel.Packed(9);

        var error = Assert.Throws<SafeTensorsException>(() => TestModel.Layout.Load(loaded, Saved(inFile), asked));

        Assert.Equal(message, error.Message);
        Assert.Equal(tensorName, error.TensorName);
        BitAssert.Same(TestModel.Packed(9), loaded);
    }

    private static IEnumerable<string> Written(WeightNames? names) => Read(Saved(names)).Select(tensor => tensor.Name);

    private static IReadOnlyList<SafeTensor> Read(Stream stream) => SafeTensors.Read(stream).Tensors;

    private static MemoryStream Saved(WeightNames? names)
    {
        var stream = new MemoryStream();
        TestModel.Layout.Save(TestModel.Packed(1), stream, names);
        stream.Position = 0;
        return stream;
    }
}
