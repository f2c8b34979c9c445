using CellGen.ZooTests.Host;
using CellGen.ZooTests.Nets;
using CellGen.ZooTests.Reference;
using Xunit;

namespace CellGen.ZooTests;

/// <summary>g2p_en says words that it was made for: its own example, and what its equations give of others.</summary>
public class PronunciationTests
{
    private const int MostPhonemes = 20;

    private static readonly string[] Graphemes = Symbols("graphemes");
    private static readonly string[] Phonemes = Symbols("phonemes");

    [ZooFact]
    public void Its_makers_word_is_said_as_its_maker_has_it() => Assert.Equal("AE2 K T IH0 V EY1 SH AH0 N IH0 S T", Say(Load(), "activationist"));

    [ZooTheory]
    [InlineData("recurrent")]
    [InlineData("x")]
    [InlineData("pneumonoultramicroscopic")]
    public void Words_are_said_as_the_equations_say_them(string word) => Assert.Equal(Reference(word), Say(Load(), word));

    private static string[] Symbols(string name) => Zoo.Folder is null ? [] : [.. Zoo.Json("g2p-en", "symbols.json").GetProperty(name).EnumerateArray().Select(symbol => symbol.GetString()!)];

    /// <summary>Both files of its maker's, as the two parts of one net.</summary>
    private static LettersToPhonemes Load()
    {
        var net = new LettersToPhonemes();
        foreach (string part in new[] { "encoder", "decoder" })
        {
            foreach (SafeTensor tensor in SafeTensors.Read(Zoo.PathOf("g2p-en", part + ".safetensors")).Tensors)
            {
                var values = new float[tensor.Count];
                tensor.CopyTo(values);
                net.Set($"{part}.{tensor.Name}", values);
            }
        }

        return net;
    }

    private static int[] Tokens(string word) => [.. word.Select(letter => Array.IndexOf(Graphemes, letter.ToString())), Array.IndexOf(Graphemes, "</s>")];

    private static string Say(LettersToPhonemes net, string word)
    {
        var tokens = new int[MostPhonemes];
        int count = net.Decode(Tokens(word), tokens, new LettersToPhonemes.Workspace(MostPhonemes));
        return string.Join(" ", tokens.Take(count).Select(token => Phonemes[token]));
    }

    /// <summary>The equations in double precision.</summary>
    private static string Reference(string word)
    {
        var encoderTensors = Tensors.Read(Zoo.PathOf("g2p-en", "encoder.safetensors"));
        var decoderTensors = Tensors.Read(Zoo.PathOf("g2p-en", "decoder.safetensors"));
        var encoder = new ReferenceGru(encoderTensors, "");
        foreach (int token in Tokens(word))
        {
            encoder.Step(Row(encoderTensors, token));
        }

        var cell = new ReferenceGru(decoderTensors, "");
        encoder.Hidden.CopyTo(cell.Hidden, 0);
        var head = new ReferenceDense(decoderTensors, "head.", ReferenceMath.Identity);
        var said = new List<string>();
        for (int token = LettersToPhonemes.StartToken; said.Count < MostPhonemes;)
        {
            double[] logits = head.Step(cell.Step(Row(decoderTensors, token)));
            token = Array.IndexOf(logits, logits.Max());
            if (token == LettersToPhonemes.EndToken)
            {
                break;
            }

            said.Add(Phonemes[token]);
        }

        return string.Join(" ", said);
    }

    private static double[] Row(Tensors tensors, int token) => Array.ConvertAll(tensors["embedding.weight"].AsSpan(token * 256, 256).ToArray(), value => (double)value);
}
