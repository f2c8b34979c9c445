using System.Globalization;

namespace CellGen;

/// <summary>
/// Named numbers and texts, from which a training run goes on: in memory, or in a file that appears whole or not at all. The
/// file is a .safetensors file (rows of numbers are its tensors, all else its metadata) with a checksum of all of it.
/// </summary>
public sealed class Checkpoint
{
    private const string VersionKey = "cellgen.checkpoint";
    private const string ChecksumKey = "cellgen.checksum";
    private const string Version = "1";

    private readonly SortedDictionary<string, float[]> _rows = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Reads a file.</summary>
    /// <param name="path">A file that <see cref="Save"/> has written.</param>
    /// <exception cref="CheckpointException">The file is damaged, no checkpoint, or of another version; the message begins with its path.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Checkpoint Load(string path)
    {
        try
        {
            SafeTensorsFile file = SafeTensors.Read(path);
            var checkpoint = new Checkpoint();
            foreach ((string name, string text) in file.Metadata)
            {
                checkpoint._texts.Add(name, text);
            }

            foreach (SafeTensor tensor in file.Tensors)
            {
                var values = new float[tensor.Count];
                tensor.CopyTo(values);
                checkpoint._rows.Add(tensor.Name, values);
            }

            checkpoint.Expect(VersionKey, Version);
            checkpoint._texts.Remove(VersionKey);
            checkpoint._texts.Remove(ChecksumKey, out string? checksum);
            string actual = checkpoint.Checksum();
            return checksum == actual ? checkpoint : throw new CheckpointException(
                $"the content has the checksum {actual}; {checksum ?? "none"} is written in it: it is damaged.");
        }
        catch (Exception exception) when (exception is CheckpointException or SafeTensorsException or OverflowException)
        {
            string message = exception is SafeTensorsException ? exception.Message : $"{path}: {exception.Message}";
            throw new CheckpointException(message, exception);
        }
    }

    /// <summary>Writes a file, atomically: whatever happens, the path holds the old content or the new, never a part.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        var metadata = new Dictionary<string, string>(_texts) { [VersionKey] = Version, [ChecksumKey] = Checksum() };
        SafeTensors.Write(path, [.. _rows.Select(row => new SafeTensor(row.Key, [row.Value.Length], row.Value))], metadata);
    }

    /// <summary>The names of its rows of numbers.</summary>
    public IEnumerable<string> Rows => _rows.Keys;

    /// <summary>The names of its numbers and texts.</summary>
    public IEnumerable<string> Texts => _texts.Keys;

    /// <summary>Whether there is something of that name.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) => _rows.ContainsKey(name) || _texts.ContainsKey(name);

    /// <summary>Keeps a copy of a row of numbers, any of them also NaN.</summary>
    /// <param name="name">Its name; what had it is replaced.</param>
    /// <param name="values">The numbers.</param>
    public void Set(string name, ReadOnlySpan<float> values)
    {
        if (_rows.TryGetValue(name, out float[]? row) && row.Length == values.Length)
        {
            values.CopyTo(row);
        }
        else
        {
            _rows[name] = values.ToArray();
        }
    }

    /// <summary>Keeps a number, with all its bits.</summary>
    /// <param name="name">Its name; what had it is replaced.</param>
    /// <param name="value">The number.</param>
    public void Set(string name, double value) => _texts[name] = value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Keeps a whole number.</summary>
    /// <param name="name">Its name; what had it is replaced.</param>
    /// <param name="value">The number.</param>
    public void Set(string name, long value) => _texts[name] = value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Keeps a text.</summary>
    /// <param name="name">Its name; what had it is replaced.</param>
    /// <param name="text">The text.</param>
    public void Set(string name, string text) => _texts[name] = text;

    /// <summary>A row of numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="count">How many there are to be.</param>
    /// <exception cref="CheckpointException">There is none of that name, or it has another length.</exception>
    public ReadOnlySpan<float> Floats(string name, int count) =>
        !_rows.TryGetValue(name, out float[]? row) ? throw new CheckpointException($"it has no '{name}', of {count} numbers.")
        : row.Length != count ? throw new CheckpointException($"'{name}' has {row.Length} numbers; expected {count}.")
        : row;

    /// <summary>A number.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="CheckpointException">There is none of that name.</exception>
    public double Number(string name) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw new CheckpointException(
            $"'{name}' is '{Text(name)}'; expected a number.");

    /// <summary>A whole number.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="CheckpointException">There is none of that name.</exception>
    public long Integer(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : throw new CheckpointException(
            $"'{name}' is '{Text(name)}'; expected a whole number.");

    /// <summary>A text.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="CheckpointException">There is none of that name.</exception>
    public string Text(string name) =>
        _texts.TryGetValue(name, out string? text) ? text : throw new CheckpointException($"it has no '{name}'.");

    /// <summary>Refuses a checkpoint in which a text is another.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="expected">What it is to be.</param>
    /// <exception cref="CheckpointException">There is none of that name, or it is another; the message has both.</exception>
    public void Expect(string name, string expected)
    {
        string found = Text(name);
        if (found != expected)
        {
            throw new CheckpointException($"'{name}' is '{found}'; expected '{expected}'.");
        }
    }

    private string Checksum()
    {
        var sum = new ContentSum();
        foreach ((string name, string text) in _texts)
        {
            sum.Add(name);
            sum.Add(text);
        }

        foreach ((string name, float[] values) in _rows)
        {
            sum.Add(name);
            sum.Add(values);
        }

        return sum.ToString();
    }
}
