namespace CellGen.Samples.Inside;

/// <summary>A net as it reads: its recording, in pieces that a tape has room for.</summary>
public static class Observation
{
    private const int Piece = 1000;

    /// <summary>Reads a text and tells of each character what the cell held after it.</summary>
    /// <param name="net">The net.</param>
    /// <param name="tokens">The text.</param>
    /// <param name="observe">Is given the place and the units' cell states c.</param>
    public static void Read(CharacterNet net, ReadOnlySpan<int> tokens, Action<int, float[]> observe)
    {
        var tape = new CharacterNet.Tape(Piece);
        var output = new float[Piece * CharacterNet.OutputSize];
        CharacterNet.State state = default;
        for (int start = 0; start < tokens.Length; start += Piece)
        {
            int count = Math.Min(Piece, tokens.Length - start);
            net.Forward(tokens.Slice(start, count), output.AsSpan(0, count * CharacterNet.OutputSize), ref state, tape);
            Trace cell = tape.Record()["c"];
            for (int t = 0; t < count; t++)
            {
                observe(start + t, cell[t].ToArray());
            }
        }
    }

    /// <summary>How each unit's cell state goes with each feature of a text.</summary>
    /// <param name="net">The net.</param>
    /// <param name="part">The text.</param>
    public static Correlation[] Correlate(CharacterNet net, Corpus.Part part)
    {
        Correlation[] correlations = [.. part.Features.Select(_ => new Correlation(CharacterNet.HiddenSize))];
        Read(net, part.Tokens, (place, units) =>
        {
            for (int i = 0; i < correlations.Length; i++)
            {
                correlations[i].Add(units, part.Features[i].Values[place]);
            }
        });
        return correlations;
    }
}
