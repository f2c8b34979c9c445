using System.Collections;

namespace CellGen.Generator.Equations;

/// <summary>
/// Names of one kind, in the order of their places in memory. To ask for the place of a name that is not there is a mistake
/// in the generator, and says so: a −1 would become an offset, and a wrong number.
/// </summary>
internal sealed class Symbols : IReadOnlyList<string>, IEquatable<Symbols>
{
    private readonly string _kind;
    private readonly string[] _names;

    /// <param name="kind">What the names are names of, for messages: "gate".</param>
    /// <param name="names">The names, each once.</param>
    public Symbols(string kind, IEnumerable<string> names)
    {
        _kind = kind;
        _names = [.. names];
        if (_names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"There are two of {this}, which are called {twice.Key}.", nameof(names));
        }
    }

    public int Count => _names.Length;

    public string this[int index] => _names[index];

    /// <summary>The place of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public int IndexOf(string name) =>
        Array.IndexOf(_names, name) is var index and >= 0 ? index : throw new KeyNotFoundException($"{name} is not one of {this}.");

    public bool Equals(Symbols? other) => other is not null && _names.SequenceEqual(other._names);

    public override bool Equals(object? obj) => Equals(obj as Symbols);

    public override int GetHashCode() => _names.Aggregate(0, (hash, name) => (hash * 31) + name.GetHashCode());

    public override string ToString() => $"the {_kind}s [{string.Join(", ", _names)}]";

    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
