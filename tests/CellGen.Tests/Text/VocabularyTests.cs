using Xunit;

namespace CellGen.Tests.Text;

/// <summary>Words and characters become numbers and come back, through a file, too.</summary>
public sealed class VocabularyTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cellgen-{Guid.NewGuid():N}.txt");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void FrequentTokensComeFirstAndRareOnesAreUnknown()
    {
        var words = Vocabulary.Build("the cat and the dog and the bird, the end", TextUnit.Words, minCount: 2);
        Assert.Equal(["<unk>", "<eos>", "the", "and"], Enumerable.Range(0, words.Count).Select(i => words[i]));
        Assert.Equal([2, 0, 3, 2, 0, 0, 1], words.Encode("the cat and the , bird", end: true));
        Assert.Equal(Vocabulary.Unknown, words["The"]);
        var characters = Vocabulary.Build("banana\n", TextUnit.Characters);
        Assert.Equal(["<unk>", "<eos>", "a", "n", "\n", "b"], Enumerable.Range(0, characters.Count).Select(i => characters[i]));
        Assert.Equal(3, Vocabulary.Build("banana\n", TextUnit.Characters, maxSize: 3).Count);
        Assert.Equal(2, Vocabulary.Build("", TextUnit.Words).Count);
    }

    [Theory]
    [InlineData("It's a well-known 3rd try - isn't it?", "It's|a|well-known|3rd|try|-|isn't|it|?")]
    [InlineData("Über_all \t\n naïve…", "Über_all|naïve|…")]
    [InlineData("'quoted' x-", "'|quoted|'|x|-")]
    [InlineData("a😀b 日本語", "a|😀|b|日本語")]
    public void WordsAreCutAsTheySay(string text, string expected)
    {
        var vocabulary = Vocabulary.Build(text, TextUnit.Words);
        Assert.Equal(expected.Split('|'), vocabulary.Encode(text).Select(number => vocabulary[number]));
        Assert.Equal(expected.Replace('|', ' '), vocabulary.Decode(vocabulary.Encode(text)));
    }

    [Theory]
    [InlineData(TextUnit.Characters)]
    [InlineData(TextUnit.Words)]
    public void AFileBringsItBack(TextUnit unit)
    {
        string text = "Tabs\t, lines\n, returns\r\n, \\ and \\n, 😀 é \0 \uD800 end";
        var vocabulary = Vocabulary.Build(text, unit);
        vocabulary.Save(_path);
        Vocabulary read = Vocabulary.Load(_path);
        Assert.Equal(vocabulary.Unit, read.Unit);
        Assert.Equal(Enumerable.Range(0, vocabulary.Count).Select(i => vocabulary[i]), Enumerable.Range(0, read.Count).Select(i => read[i]));
        Assert.Equal(vocabulary.Encode(text), read.Encode(text));
        Assert.DoesNotContain(Vocabulary.Unknown, read.Encode(text));
        if (unit == TextUnit.Characters)
        {
            Assert.Equal(text.Replace('\uD800', '\uFFFD'), read.Decode(read.Encode(text)));
        }
    }

    [Fact]
    public void AFileThatIsNoneIsRefusedWithItsPath()
    {
        Refused("hello\n", "line 1 is 'hello'");
        Refused("cellgen.vocabulary 1 Words\nthe\nca", "line 3 has no end");
        Refused("cellgen.vocabulary 1 Words\nthe\nthe\n", "token 3 is 'the', as is token 2");

        void Refused(string content, string reason)
        {
            File.WriteAllText(_path, content);
            string message = Assert.Throws<FormatException>(() => Vocabulary.Load(_path)).Message;
            Assert.StartsWith(_path, message, StringComparison.Ordinal);
            Assert.Contains(reason, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void BadArgumentsAreNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>("minCount", () => Vocabulary.Build("", TextUnit.Words, 0));
        Assert.Throws<ArgumentOutOfRangeException>("maxSize", () => Vocabulary.Build("", TextUnit.Words, 1, 1));
        Assert.Contains("Token 1 is 7", Assert.Throws<ArgumentOutOfRangeException>("numbers", () => Vocabulary.Build("", TextUnit.Words).Decode([0, 7])).Message, StringComparison.Ordinal);
    }
}
