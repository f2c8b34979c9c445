using System.Globalization;
using System.Text.RegularExpressions;
using CellGen.Pictures;
using Xunit;

namespace CellGen.PicturesTests;

/// <summary>The text of a net names all that the net has, and computes what the net computes.</summary>
public class NetEquationsTests
{
    public static TheoryData<INetwork> Nets =>
    [
        new BothWaysGru(), new DeepLstm(), new ProjectedLstm(), new ResetBeforeGru(), new ElmanNet(), new OwnNet(), new TutorialNet(),
        new IndependentNet(), new SpellingNet(), new OneHotNet(), new StackedNet(), new SeveralNet(),
        new AdditivePair(), new GeneralPair(), new BlindPair(), new CaptionPair(), new DeepPair(), new NamedNet(),
    ];

    [Theory]
    [MemberData(nameof(Nets))]
    public void Every_tensor_is_named_with_its_shape_and_made_up_of_its_symbols(INetwork net)
    {
        NetEquations text = NetEquations.Of(net);
        SymbolLine[] lines = SymbolLine.Of(text.Symbols);
        using var file = new MemoryStream();
        net.Save(file);
        file.Position = 0;
        var expected = SafeTensors.Read(file).Tensors.ToDictionary(tensor => tensor.Name, tensor => string.Join(" × ", tensor.Shape));
        var actual = lines.SelectMany(line => line.Tensors.Select(name => (name, line.Whole))).ToDictionary(tensor => tensor.name, tensor => string.Join(" × ", tensor.Whole));
        Assert.Equal(expected.OrderBy(tensor => tensor.Key, StringComparer.Ordinal), actual.OrderBy(tensor => tensor.Key, StringComparer.Ordinal));
        Assert.All(lines, line => Assert.Equal(line.Whole.Aggregate((a, b) => a * b), line.Names.Length * line.Shape.Aggregate((a, b) => a * b)));

        int count = (int)net.GetType().GetField("ParameterCount")!.GetRawConstantValue()!;
        Assert.Equal($"{count} parameters in all", text.Symbols[^1]);
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void Every_symbol_of_a_tensor_stands_in_an_equation(INetwork net)
    {
        NetEquations text = NetEquations.Of(net);
        string equations = string.Join(" ", text.Equations);
        foreach (string name in SymbolLine.Of(text.Symbols).SelectMany(line => line.Names).SelectMany(name => name.Trim('[', ']').Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2)))
        {
            if (name is not ("E" or "D" or "h" or "c" or "before"))
            {
                Assert.Matches($@"(?<![\w]){Regex.Escape(name)}(?![\w'])", equations);
            }
        }
    }

    [Fact]
    public void A_net_is_stated_whole()
    {
        string text = NetEquations.Of<TutorialNet>().ToString();
        Assert.StartsWith("""
            TutorialNet

                Concatenating cell: input 3, hidden 4, layers 1
                h' = W_h x + b_ih + U_h h
                output = log softmax(V [x; h] + b) [2]
            """.ReplaceLineEndings("\n"), text);
        Assert.Contains("    [W_h U_h] [4 × 7]: i2h.weight\n", text);
        Assert.Equal(["dn = dh' ⊙ (1 − z)", "da_n = dn ⊙ (1 − n²)"], NetEquations.Of<OneLayerGru>().Gradients.Take(2));
        Assert.Contains("Backward, derived\n\n    dn = ", NetEquations.Of<OneLayerGru>().ToString());
    }

    [Fact]
    public void Markdown_and_picture_have_the_same_lines_under_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            NetEquations text = NetEquations.Of<StackedNet>();
            string[] markdown = text.ToMarkdown().Split('\n');
            string svg = System.Xml.Linq.XDocument.Parse(text.ToPicture().Svg).Root!.Value;
            foreach (string line in text.Equations.Concat(text.Symbols).Concat(text.Gradients))
            {
                Assert.Contains(line, markdown);
                Assert.Contains(line, svg);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void A_net_that_does_not_train_has_no_gradients_and_a_class_that_is_no_net_is_refused()
    {
        Assert.Empty(NetEquations.Of<OneHotNet>().Gradients);
        Assert.DoesNotContain("Backward", NetEquations.Of<OneHotNet>().ToString());
        string message = Assert.Throws<ArgumentException>(() => NetEquations.Of<INetwork>()).Message;
        Assert.Contains("INetwork has no equations of CellGen's; expected a class", message);
    }
}
