namespace CellGen.Samples.Feeling;

/// <summary>Gives a net the values of the words in the list before it learns: it then knows words that its sentences have not.</summary>
public static class Lexicon
{
    private const float Scale = 0.1f;
    private const float OfValue = 0.5f;

    /// <summary>The first number of a word's embedding becomes half its value; the others stay as they were drawn, but smaller.</summary>
    public static void Into(ITrainable net, Vocabulary words, Dictionary<string, int> values)
    {
        var embedding = new float[LstmNet.VocabularySize * LstmNet.InputSize];
        net.Get("embedding.weight", embedding);
        foreach (ref float number in embedding.AsSpan())
        {
            number *= Scale;
        }

        for (int word = 0; word < words.Count; word++)
        {
            if (values.TryGetValue(words[word], out int value))
            {
                embedding[word * LstmNet.InputSize] = OfValue * value;
            }
        }

        net.Set("embedding.weight", embedding);
    }
}
