using System.Text;

namespace CellGen.Samples.Inside;

/// <summary>
/// A text in three parts, cut block by block, so that all three are alike: what the net learns from, a tenth on which units are
/// chosen, and a tenth that is held out.
/// </summary>
public sealed class Corpus
{
    private const int Block = 8000;
    private const int Every = 10;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxTokens">The most different characters that the net knows.</param>
    public Corpus(string path, int maxTokens)
    {
        string text = File.ReadAllText(path);
        var parts = new[] { new StringBuilder(), new StringBuilder(), new StringBuilder() };
        for (int block = 0; block * Block < text.Length; block++)
        {
            int part = (block % Every) switch { Every / 2 => 1, Every - 1 => 2, _ => 0 };
            parts[part].Append(text.AsSpan(block * Block, Math.Min(Block, text.Length - (block * Block))));
        }

        Vocabulary = Vocabulary.Build(parts[0].ToString(), TextUnit.Characters, maxSize: maxTokens);
        Training = Vocabulary.Encode(parts[0].ToString());
        Choosing = new Part(parts[1].ToString(), Vocabulary);
        HeldOut = new Part(parts[2].ToString(), Vocabulary);
    }

    /// <summary>The characters and their numbers.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>What the net learns from.</summary>
    public int[] Training { get; }

    /// <summary>What units are chosen on.</summary>
    public Part Choosing { get; }

    /// <summary>What they are measured on.</summary>
    public Part HeldOut { get; }

    /// <summary>A part of the text, and what there is to be found in it.</summary>
    public sealed class Part
    {
        internal Part(string text, Vocabulary vocabulary) => (Text, Tokens, Features) = (text, vocabulary.Encode(text), Feature.Of(text));

        /// <summary>The characters.</summary>
        public string Text { get; }

        /// <summary>Their numbers, one for each.</summary>
        public int[] Tokens { get; }

        /// <summary>What a reader keeps in mind.</summary>
        public Feature[] Features { get; }
    }
}
