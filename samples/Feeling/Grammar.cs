namespace CellGen.Samples.Feeling;

/// <summary>
/// Sentences by a grammar: real sentences are few, and fewer deny something. A good word makes a sentence pleasant, and a bad one
/// that is denied.
/// </summary>
public static class Grammar
{
    private const int Strong = 2;

    // +: a word of the sentence's side, −: one of the other side, N: what is spoken of, A: how much.
    private static readonly string[] Plain =
        ["the N was +", "the N was A +", "the N is + and +", "this N is A +", "+ N", "i think the N is +", "it was A + at all times"];

    private static readonly string[] Denied =
    [
        "the N was not −", "the N was not A −", "the N wasn't −", "this N isn't A −", "i don't think the N is −", "not −", "not − at all", "never −",
        "nothing − about the N", "the N is not − but +", "+ , not −", "it never was −",
    ];

    private static readonly string[] Things = ["food", "place", "movie", "film", "phone", "service", "product", "story", "acting", "sound", "price", "staff"];
    private static readonly string[] Much = ["very", "really", "so", "too", "quite", "that"];

    /// <summary>Composes sentences, half of which deny something, and half of which are pleasant.</summary>
    /// <param name="count">How many.</param>
    /// <param name="values">The words, of which those that are good or bad enough are used.</param>
    /// <param name="seed">Of the chance.</param>
    public static (string Text, int Label)[] Compose(int count, IEnumerable<KeyValuePair<string, int>> values, int seed)
    {
        var random = new Random(seed);
        string[][] bySide =
        [
            [.. values.Where(word => word.Value <= -Strong).Select(word => word.Key)], [.. values.Where(word => word.Value >= Strong).Select(word => word.Key)],
        ];
        string Any(string[] choices) => choices[random.Next(choices.Length)];
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            int side = i / 2 % 2;
            IEnumerable<string> words = Any(i % 2 == 0 ? Plain : Denied).Split(' ').Select(word => word switch
            {
                "+" => Any(bySide[side]),
                "−" => Any(bySide[1 - side]),
                "N" => Any(Things),
                "A" => Any(Much),
                _ => word,
            });
            return (string.Join(' ', words), side);
        })];
    }
}
