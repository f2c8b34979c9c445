using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <summary>
/// Where the values of a State are: for each layer and, within it, each direction, h and then the cell state, each padded.
/// Padding is nobody's value: it is neither compared nor copied.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StateLayout
{
    private readonly int _layers;
    private readonly int _directions;
    private readonly int _stride;
    private readonly int _hidden;
    private readonly int _cellStart;
    private readonly int _cell;

    /// <summary>Describes a state.</summary>
    /// <param name="layers">The number of layers.</param>
    /// <param name="directions">The number of directions.</param>
    /// <param name="stride">The number of floats from one direction, or layer, to the next.</param>
    /// <param name="hidden">The size of h.</param>
    /// <param name="cellStart">Where the cell state begins, from the beginning of h.</param>
    /// <param name="cell">The size of the cell state; 0 where there is none.</param>
    public StateLayout(int layers, int directions, int stride, int hidden, int cellStart = 0, int cell = 0)
    {
        _layers = layers;
        _directions = directions;
        _stride = stride;
        _hidden = hidden;
        _cellStart = cellStart;
        _cell = cell;
    }

    /// <summary>The number of values, without padding.</summary>
    public int ValueCount => Count * (_hidden + _cell);

    private int Count => _layers * _directions;

    /// <summary>The hidden state of a layer and direction.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or direction.</exception>
    public Span<float> Hidden(ref float first, int layer, int direction) => Part(ref first, layer, direction, 0, _hidden);

    /// <summary>The cell state of a layer and direction.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or direction.</exception>
    public Span<float> Cell(ref float first, int layer, int direction) => Part(ref first, layer, direction, _cellStart, _cell);

    /// <summary>Whether two states have the same bits.</summary>
    public bool Equal(in float left, in float right)
    {
        bool equal = true;
        for (int index = 0; equal && index < Count; index++)
        {
            equal = Bits(HiddenOf(in left, index)).SequenceEqual(Bits(HiddenOf(in right, index)))
                && Bits(CellOf(in left, index)).SequenceEqual(Bits(CellOf(in right, index)));
        }

        return equal;
    }

    /// <summary>A hash of the bits of a state.</summary>
    public int Hash(in float first)
    {
        var hash = default(HashCode);
        for (int index = 0; index < Count; index++)
        {
            hash.AddBytes(Bits(HiddenOf(in first, index)));
            hash.AddBytes(Bits(CellOf(in first, index)));
        }

        return hash.ToHashCode();
    }

    /// <summary>See <see cref="IRecurrentState.CopyTo"/>.</summary>
    /// <exception cref="ArgumentException">The span has not the length of the state.</exception>
    public void CopyTo(in float first, Span<float> destination)
    {
        CheckLength(destination.Length, nameof(destination));
        for (int index = 0; index < Count; index++)
        {
            HiddenOf(in first, index).CopyTo(destination);
            CellOf(in first, index).CopyTo(destination[_hidden..]);
            destination = destination[(_hidden + _cell)..];
        }
    }

    /// <summary>See <see cref="IRecurrentState.CopyFrom"/>.</summary>
    /// <exception cref="ArgumentException">The span has not the length of the state.</exception>
    public void CopyFrom(ReadOnlySpan<float> source, ref float first)
    {
        CheckLength(source.Length, nameof(source));
        for (int index = 0; index < Count; index++)
        {
            source[.._hidden].CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, index * _stride), _hidden));
            source.Slice(_hidden, _cell).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, (index * _stride) + _cellStart), _cell));
            source = source[(_hidden + _cell)..];
        }
    }

    /// <summary>The states in which sequences begin, as parameters that lie as a state does: h0_l0, c0_l0 and so on.</summary>
    internal IEnumerable<ParameterTensor> ToTensors()
    {
        for (int index = 0; index < Count; index++)
        {
            string suffix = FormattableString.Invariant($"_l{index / _directions}") + (index % _directions == 1 ? "_reverse" : "");
            yield return Tensor("h0" + suffix, index * _stride, _hidden);
            if (_cell > 0)
            {
                yield return Tensor("c0" + suffix, (index * _stride) + _cellStart, _cell);
            }
        }

        static ParameterTensor Tensor(string name, int offset, int size) =>
            new(name, ParameterRole.InitialState, size, 0, size, -1, 0, ParameterBlock.Rows(offset, 1));
    }

    private Span<float> Part(ref float first, int layer, int direction, int start, int size)
    {
        Arguments.Index(layer, _layers, direction, _directions);
        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, (((layer * _directions) + direction) * _stride) + start), size);
    }

    private ReadOnlySpan<float> HiddenOf(in float first, int index) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref Unsafe.AsRef(in first), index * _stride), _hidden);

    private ReadOnlySpan<float> CellOf(in float first, int index) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref Unsafe.AsRef(in first), (index * _stride) + _cellStart), _cell);

    private static ReadOnlySpan<byte> Bits(ReadOnlySpan<float> values) => MemoryMarshal.AsBytes(values);

    private void CheckLength(int length, string name)
    {
        if (length != ValueCount)
        {
            throw new ArgumentException($"{name} has {length} values; the state has {ValueCount}.", name);
        }
    }
}
