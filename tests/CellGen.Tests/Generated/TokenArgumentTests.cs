using CellGen.Generated;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>What is said of tokens that cannot be read.</summary>
public sealed class TokenArgumentTests
{
    [Fact]
    public void TokensOfTheVocabularyPass()
    {
        Arguments.Tokens([0, 5, 3], 6, outOfVocabulary: false, "tokens");
        Arguments.Tokens([], 6, outOfVocabulary: false, "tokens");
        Arguments.Tokens([0, 6, -1, int.MinValue], 6, outOfVocabulary: true, "tokens");
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void AnotherIsNamedWithItsPlace(int bad)
    {
        int[] tokens = [.. Enumerable.Repeat(5, 40), bad, 0, bad];

        var error = Assert.Throws<ArgumentException>("words", () => Arguments.Tokens(tokens, 6, outOfVocabulary: false, "words"));

        Assert.StartsWith($"words[40] is {bad}; expected a token from 0 to 5, as there is no row for others.", error.Message);
    }

    [Fact]
    public void TheNumberOfTokensIsTheNumberOfSteps()
    {
        Assert.Equal(7, Arguments.TokenSteps(7, 7, "tokens"));
        Assert.StartsWith(
            "tokens has no token; expected one for each step, at least one.",
            Assert.Throws<ArgumentException>("tokens", () => Arguments.TokenSteps(0, 7, "tokens")).Message);
        Assert.StartsWith(
            "tokens has 8 tokens; the workspace or tape was made for at most 7 steps.",
            Assert.Throws<ArgumentException>("tokens", () => Arguments.TokenSteps(8, 7, "tokens")).Message);
    }
}
