using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Training;

/// <summary>Vectors of words from the formats of GloVe and word2vec come into an embedding; what is missing is said, what is wrong is named.</summary>
public sealed class WordVectorTests : IDisposable
{
    private static readonly Vocabulary Words = Vocabulary.Build("b b b a a zebra", TextUnit.Words);

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cellgen-{Guid.NewGuid():N}.txt");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("a 1 2 3 4\nof the 9 9 9 9\nb -1 2e-1 0.5 7 \na 5 5 5 5\nother 1 1 1 1\n")]
    [InlineData("3 4\na 1 2 3 4 \nb -1 0.2 .5 7\n")]
    public void RowsOfKnownWordsAreReplaced(string content)
    {
        File.WriteAllText(_path, content);
        var model = new TrainedClassifier(1);
        float[] before = new float[20];
        model.Get("embedding.weight", before);

        Assert.Equal(["zebra"], WordVectors.Load(_path, Words, model));

        float[] after = new float[20];
        model.Get("embedding.weight", after);
        Assert.Equal([.. before[..8], -1, 0.2f, 0.5f, 7, 1, 2, 3, 4, .. before[16..]], after);
    }

    [Theory]
    [InlineData("a 1 2 3 4 5\n", "line 1 has 5 numbers; expected a word and 4")]
    [InlineData("a 1 2 3 4\nb 1 2\n", "line 2 has 2 numbers")]
    [InlineData("a 1 2 x 4\n", "number 3 of line 1 is 'x'")]
    [InlineData("a 1 2 NaN 4\n", "number 3 of line 1 is 'NaN'")]
    public void ABadLineIsNamedAndNothingChanges(string content, string reason)
    {
        File.WriteAllText(_path, content);
        var model = new TrainedClassifier(1);
        float[] before = model.Parameters.ToArray();
        string message = Assert.Throws<FormatException>(() => WordVectors.Load(_path, Words, model)).Message;
        Assert.StartsWith(_path, message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.ToArray());
    }

    [Fact]
    public void ANetThatDoesNotFitIsRefused()
    {
        File.WriteAllText(_path, "a 1 2 3 4\n");
        Assert.Contains("no matrix", Assert.Throws<ArgumentException>("model", () => WordVectors.Load(_path, Words, new TrainedGru(1))).Message, StringComparison.Ordinal);
        var more = Vocabulary.Build("b b b a a zebra zoo", TextUnit.Words);
        Assert.Contains("has 5 rows; expected 6", Assert.Throws<ArgumentException>("model", () => WordVectors.Load(_path, more, new TrainedClassifier(1))).Message, StringComparison.Ordinal);
    }
}
