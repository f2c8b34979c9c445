using System.Globalization;
using System.Text;

namespace CellGen;

/// <summary>Trained vectors of words, in the text formats of GloVe and of word2vec, for a net with [Embedding], trained further or frozen.</summary>
public static class WordVectors
{
    /// <summary>
    /// Copies the vectors of the words that a vocabulary has into a net's embedding; the rows of the others stay as they were drawn.
    /// </summary>
    /// <param name="path">The file: a word and its numbers a line, separated by spaces; word2vec's begins with a line of count and size.</param>
    /// <param name="vocabulary">The words of the net's tokens.</param>
    /// <param name="model">The net, whose embedding has a row for each token, and may have one more for all others.</param>
    /// <param name="name">The name of its embedding.</param>
    /// <returns>The words of the vocabulary that the file does not have, in its order; the unknown token and the end are none.</returns>
    /// <exception cref="ArgumentException">The net has no such tensor, or not a row for each token.</exception>
    /// <exception cref="FormatException">A line is not as it should be, or vectors have another size; the message has path and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<string> Load(string path, Vocabulary vocabulary, INetwork model, string name = "embedding.weight")
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(model);
        (int rows, int size) = Shape(model, name);
        if (rows != vocabulary.Count && rows != vocabulary.Count + 1)
        {
            throw new ArgumentException($"{name} has {rows} rows; expected {vocabulary.Count}, one for each token, or one more.", nameof(model));
        }

        var table = new float[rows * size];
        model.Get(name, table);
        var found = new bool[vocabulary.Count];
        using var reader = new StreamReader(path, Encoding.UTF8);
        int number = 0;
        bool first = true;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if ((number == 1 && IsHeader(line)) || line.Length == 0)
            {
                continue;
            }

            int place = Start(line, size);
            int fields = line.AsSpan().TrimEnd(' ').Count(' ');
            if (place < 0 || (first && fields != size))
            {
                throw new FormatException($"{path}: line {number} has {fields} numbers; expected a word and {size}, the columns of {name}.");
            }

            first = false;
            int token = vocabulary[line[..place]];
            if (token != Vocabulary.Unknown && !found[token])
            {
                Parse(line.AsSpan(place + 1).TrimEnd(' '), table.AsSpan(token * size, size), path, number);
                found[token] = true;
            }
        }

        model.Set(name, table);
        return [.. Enumerable.Range(2, vocabulary.Count - 2).Where(token => !found[token]).Select(token => vocabulary[token])];
    }

    private static (int Rows, int Columns) Shape(INetwork model, string name)
    {
        using var file = new MemoryStream();
        model.Save(file);
        file.Position = 0;
        return SafeTensors.Read(file).TryGet(name, out SafeTensor? tensor) && tensor.Shape.Count == 2
            ? ((int)tensor.Shape[0], (int)tensor.Shape[1])
            : throw new ArgumentException($"{model.GetType().Name} has no matrix '{name}'; expected a net with [Embedding].", nameof(model));
    }

    /// <summary>Whether a line is count and size, as word2vec writes it.</summary>
    private static bool IsHeader(string line)
    {
        string[] fields = line.Trim().Split(' ');
        return fields.Length == 2 && fields.All(field => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out _));
    }

    /// <summary>The place of the space before the last numbers of a line: some of GloVe's words have spaces. −1: there are fewer.</summary>
    private static int Start(string line, int size)
    {
        int place = line.AsSpan().TrimEnd(' ').Length;
        for (int i = 0; i < size && place >= 0; i++)
        {
            place = place == 0 ? -1 : line.LastIndexOf(' ', place - 1);
        }

        return place;
    }

    private static void Parse(ReadOnlySpan<char> text, Span<float> row, string path, int number)
    {
        for (int i = 0; i < row.Length; i++)
        {
            int end = text.IndexOf(' ');
            ReadOnlySpan<char> field = end < 0 ? text : text[..end];
            if (!float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out row[i]) || !float.IsFinite(row[i]))
            {
                throw new FormatException($"{path}: number {i + 1} of line {number} is '{field}'; expected a finite number.");
            }

            text = end < 0 ? [] : text[(end + 1)..];
        }
    }
}
