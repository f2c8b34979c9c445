using Xunit;

namespace CellGen.Tests.Checkpoints;

/// <summary>A checkpoint keeps every bit, and a file of which any part is damaged or missing is never loaded.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cellgen-{Guid.NewGuid():N}.checkpoint");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void EverythingComesBackToTheBit()
    {
        float[] row = [1f, -0f, float.NaN, float.NegativeInfinity, 1e-45f, BitConverter.Int32BitsToSingle(0x7fc12345)];
        double[] numbers = [0.1, -0.0, double.NaN, double.PositiveInfinity, double.Epsilon, 1 / 3.0];
        var checkpoint = new Checkpoint();
        checkpoint.Set("row", new float[3]);
        checkpoint.Set("row", row);
        checkpoint.Set("nothing", []);
        checkpoint.Set("text", "Übung \"1\"\n");
        checkpoint.Set("long", long.MinValue);
        for (int i = 0; i < numbers.Length; i++)
        {
            checkpoint.Set("number" + i, numbers[i]);
        }

        checkpoint.Save(_path);
        Checkpoint read = Checkpoint.Load(_path);

        Assert.Equal(row.Select(BitConverter.SingleToInt32Bits), read.Floats("row", 6).ToArray().Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(0, read.Floats("nothing", 0).Length);
        Assert.Equal("Übung \"1\"\n", read.Text("text"));
        Assert.Equal(long.MinValue, read.Integer("long"));
        Assert.Equal(numbers, numbers.Select((_, i) => read.Number("number" + i)));
        Assert.True(read.Has("row") && read.Has("text") && !read.Has("other"));
    }

    [Fact]
    public void EveryTruncationAndEveryOtherByteIsRefused()
    {
        Example().Save(_path);
        byte[] whole = File.ReadAllBytes(_path);
        for (int length = 0; length < whole.Length; length++)
        {
            Refused(whole[..length]);
        }

        var random = new Random(3);
        for (int place = 0; place < whole.Length; place++)
        {
            byte[] damaged = [.. whole];
            damaged[place] ^= (byte)(1 << random.Next(8));
            Refused(damaged);
        }

        // What a file system leaves that wrote the length before the data.
        for (int length = whole.Length - 1; length >= whole.Length - 28; length -= 4)
        {
            byte[] zeros = [.. whole];
            zeros.AsSpan(length).Clear();
            Refused(zeros);
        }
    }

    [Fact]
    public void WeightsAreNoCheckpoint()
    {
        SafeTensors.Write(_path, [new SafeTensor("weight", [1], [1f])]);
        string message = Assert.Throws<CheckpointException>(() => Checkpoint.Load(_path)).Message;
        Assert.StartsWith(_path, message, StringComparison.Ordinal);
        Assert.Contains("cellgen.checkpoint", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherVersionIsRefusedByName()
    {
        SafeTensors.Write(_path, [], new Dictionary<string, string> { ["cellgen.checkpoint"] = "2" });
        Assert.Contains(
            "'cellgen.checkpoint' is '2'; expected '1'", Assert.Throws<CheckpointException>(() => Checkpoint.Load(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsMissingIsNamed()
    {
        Checkpoint checkpoint = Example();
        Assert.Contains("no 'a', of 3", Assert.Throws<CheckpointException>(() => checkpoint.Floats("a", 3).Length).Message, StringComparison.Ordinal);
        Assert.Contains("'row' has 5", Assert.Throws<CheckpointException>(() => checkpoint.Floats("row", 4).Length).Message, StringComparison.Ordinal);
        Assert.Contains("no 'a'", Assert.Throws<CheckpointException>(() => checkpoint.Number("a")).Message, StringComparison.Ordinal);
        Assert.Contains("'text' is 'word'", Assert.Throws<CheckpointException>(() => checkpoint.Number("text")).Message, StringComparison.Ordinal);
        Assert.Contains("'text' is 'word'", Assert.Throws<CheckpointException>(() => checkpoint.Integer("text")).Message, StringComparison.Ordinal);
    }

    private static Checkpoint Example()
    {
        var checkpoint = new Checkpoint();
        checkpoint.Set("row", [1f, 2f, 3f, 4f, 5f]);
        checkpoint.Set("other", [-1f, 2.5f]);
        checkpoint.Set("text", "word");
        checkpoint.Set("number", 0.1);
        return checkpoint;
    }

    private void Refused(byte[] content)
    {
        File.WriteAllBytes(_path, content);
        Assert.Throws<CheckpointException>(() => Checkpoint.Load(_path));
    }
}
