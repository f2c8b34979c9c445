using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CellGen.Generated;

/// <summary>Where the values of a State are that has those of several cells.</summary>
/// <param name="cells">Where the state of each cell begins, and how it goes on.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetworkStateLayout(params (int Start, StateLayout Layout)[] cells)
{
    /// <summary>The number of values, without padding.</summary>
    public int ValueCount { get; } = cells.Sum(cell => cell.Layout.ValueCount);

    /// <summary>The state of a cell.</summary>
    /// <param name="first">The first float of the whole state.</param>
    /// <param name="cell">The number of the cell.</param>
    public LayerState Cell(ref float first, int cell) => new(ref Unsafe.Add(ref first, cells[cell].Start), cells[cell].Layout);

    /// <summary>A value of a state that is a whole number.</summary>
    /// <param name="first">The first float of the whole state.</param>
    /// <param name="start">Where the value is, from there.</param>
    public int Whole(in float first, int start) => (int)At(in first, start);

    /// <summary>Whether two states have the same bits.</summary>
    public bool Equal(in float left, in float right)
    {
        foreach (var (start, layout) in cells)
        {
            if (!layout.Equal(in At(in left, start), in At(in right, start)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A hash of the bits of a state.</summary>
    public int Hash(in float first)
    {
        var hash = default(HashCode);
        foreach (var (start, layout) in cells)
        {
            hash.Add(layout.Hash(in At(in first, start)));
        }

        return hash.ToHashCode();
    }

    /// <summary>See <see cref="IRecurrentState.CopyTo"/>.</summary>
    /// <exception cref="ArgumentException">The span has not the length of the state.</exception>
    public void CopyTo(in float first, Span<float> destination)
    {
        CheckLength(destination.Length, nameof(destination));
        foreach (var (start, layout) in cells)
        {
            layout.CopyTo(in At(in first, start), destination[..layout.ValueCount]);
            destination = destination[layout.ValueCount..];
        }
    }

    /// <summary>See <see cref="IRecurrentState.CopyFrom"/>.</summary>
    /// <exception cref="ArgumentException">The span has not the length of the state.</exception>
    public void CopyFrom(ReadOnlySpan<float> source, ref float first)
    {
        CheckLength(source.Length, nameof(source));
        foreach (var (start, layout) in cells)
        {
            layout.CopyFrom(source[..layout.ValueCount], ref Unsafe.Add(ref first, start));
            source = source[layout.ValueCount..];
        }
    }

    private static ref readonly float At(in float first, int start) => ref Unsafe.Add(ref Unsafe.AsRef(in first), start);

    private void CheckLength(int length, string name)
    {
        if (length != ValueCount)
        {
            throw new ArgumentException($"{name} has {length} values; the state has {ValueCount}.", name);
        }
    }
}
