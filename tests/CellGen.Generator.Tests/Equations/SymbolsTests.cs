using CellGen.Generator.Equations;

namespace CellGen.Generator.Tests.Equations;

/// <summary>A name has a place, or the one who asks for it hears which name that was.</summary>
public class SymbolsTests
{
    [Fact]
    public void A_name_that_is_not_there_is_named()
    {
        var gates = new Symbols("gate", ["r", "z"]);
        Assert.Equal(1, gates.IndexOf("z"));
        Assert.Equal("n is not one of the gates [r, z].", Assert.Throws<KeyNotFoundException>(() => gates.IndexOf("n")).Message);
    }

    [Fact]
    public void Two_of_one_name_are_refused() =>
        Assert.Contains("the taped values [a, b, a], which are called a", Assert.Throws<ArgumentException>(() => new Symbols("taped value", ["a", "b", "a"])).Message, StringComparison.Ordinal);
}
