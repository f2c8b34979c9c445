using CellGen.Generator.Equations;
using CellGen.Generator.Tests.Host;

namespace CellGen.Generator.Tests.Equations;

/// <summary>What no plan could be right for is refused where it is written, by name.</summary>
public class CellBuilderTests
{
    private readonly CellBuilder _cell = new(CellSpecs.Of("Rnn"), training: false, "test", "a", "b");

    [Fact]
    public void A_product_is_one_value() => Assert.Same(_cell.U("a"), _cell.U("a"));

    [Fact]
    public void A_gate_multiplies_one_vector() => Refuses<ArgumentException>("The gate a multiplies h already.", () =>
    {
        _cell.U("a");
        _cell.U("a", _cell.Let("v", _cell.Tanh(_cell.H)));
    });

    [Fact]
    public void What_is_multiplied_has_a_name() =>
        Refuses<ArgumentException>("What the gate a multiplies has no name.", () => _cell.U("a", _cell.Tanh(_cell.H)));

    [Fact]
    public void A_gate_has_rows() => Refuses<KeyNotFoundException>("c is not one of the gates [a, b].", () => _cell.W("c"));

    [Fact]
    public void A_value_has_one_name() =>
        Refuses<ArgumentException>("u is called v already.", () => _cell.Let("u", _cell.Let("v", _cell.Tanh(_cell.H))));

    [Fact]
    public void A_name_is_that_of_one_value() => Refuses<ArgumentException>("two of the values [v, v, h', h], which are called v.", () =>
    {
        _cell.Let("v", _cell.Tanh(_cell.H));
        _cell.Next(_cell.H, _cell.Let("v", _cell.W("a")) * _cell.W("b"));
        _cell.Build();
    });

    private static void Refuses<T>(string message, Action action)
        where T : Exception => Assert.Contains(message, Assert.Throws<T>(action).Message, StringComparison.Ordinal);
}
