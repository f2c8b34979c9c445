namespace CellGen.TopologyTests.Host;

/// <summary>Sequences of tokens, and the rows that stand for them.</summary>
public static class Tokens
{
    /// <summary>Tokens from 0 to vocabulary − 1, with repetitions.</summary>
    public static int[] Noise(string name, int count, int vocabulary) =>
        [.. NumericTests.Goldens.Noise.Values(name, count).Select(value => (int)((value + 1) * 0.5f * vocabulary) % vocabulary)];

    /// <summary>Rows with a 1 at the token's place; one that is not in the vocabulary has the last place.</summary>
    public static float[] OneHot(int[] tokens, int size)
    {
        var rows = new float[tokens.Length * size];
        for (int i = 0; i < tokens.Length; i++)
        {
            rows[(i * size) + Row(tokens[i], size)] = 1;
        }

        return rows;
    }

    /// <summary>Each token's row of a table.</summary>
    public static float[] LookUp(int[] tokens, float[] table, int size) =>
        [.. tokens.SelectMany(token => table[(Row(token, table.Length / size) * size)..][..size])];

    /// <summary>The row of a token.</summary>
    public static int Row(int token, int rows) => token < 0 || token >= rows ? rows - 1 : token;
}
