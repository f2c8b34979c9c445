using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <summary>
/// Where the values of a State are: for each layer and, within it, each direction, h and then the further states, each padded.
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
    private readonly string _further;

    /// <summary>Describes a state.</summary>
    /// <param name="layers">The number of layers.</param>
    /// <param name="directions">The number of directions.</param>
    /// <param name="stride">The number of floats from one direction, or layer, to the next.</param>
    /// <param name="hidden">The size of h.</param>
    /// <param name="cellStart">Where the cell state begins, from the beginning of h.</param>
    /// <param name="cell">The size of the cell state; 0 where there is none.</param>
    /// <param name="further">The letters of all further states where there are several, of the same size each; the first is the cell state.</param>
    public StateLayout(int layers, int directions, int stride, int hidden, int cellStart = 0, int cell = 0, string further = "c")
    {
        _layers = layers;
        _directions = directions;
        _stride = stride;
        _hidden = hidden;
        _cellStart = cellStart;
        _cell = cell;
        _further = cell == 0 ? "" : further;
    }

    /// <summary>The number of values, without padding.</summary>
    public int ValueCount => Count * PartValues;

    private int PartValues => _hidden + (_further.Length * _cell);

    private int Count => _layers * _directions;

    /// <summary>The hidden state of a layer and direction.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or direction.</exception>
    public Span<float> Hidden(ref float first, int layer, int direction) => Part(ref first, layer, direction, 0, _hidden);

    /// <summary>The cell state of a layer and direction.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or direction.</exception>
    public Span<float> Cell(ref float first, int layer, int direction) => Part(ref first, layer, direction, _cellStart, _cell);

    /// <summary>A further state of a layer and direction, by its letter in the equations.</summary>
    /// <exception cref="ArgumentException">The equations have no such state.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or direction.</exception>
    public Span<float> Further(ref float first, char name, int layer, int direction) => _further.IndexOf(name) is var index and >= 0
        ? Part(ref first, layer, direction, StartOf(index + 1), _cell)
        : throw new ArgumentException($"There is no state '{name}'; expected one of {string.Join(", ", _further.AsEnumerable())}.", nameof(name));

    /// <summary>Whether two states have the same bits.</summary>
    public bool Equal(in float left, in float right)
    {
        bool equal = true;
        for (int index = 0; equal && index < Count; index++)
        {
            for (int part = 0; equal && part <= _further.Length; part++)
            {
                equal = Bits(PartOf(in left, index, part)).SequenceEqual(Bits(PartOf(in right, index, part)));
            }
        }

        return equal;
    }

    /// <summary>A hash of the bits of a state.</summary>
    public int Hash(in float first)
    {
        var hash = default(HashCode);
        for (int index = 0; index < Count; index++)
        {
            for (int part = 0; part <= _further.Length; part++)
            {
                hash.AddBytes(Bits(PartOf(in first, index, part)));
            }
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
            for (int part = 0; part <= _further.Length; part++)
            {
                PartOf(in first, index, part).CopyTo(destination);
                destination = destination[SizeOf(part)..];
            }
        }
    }

    /// <summary>See <see cref="IRecurrentState.CopyFrom"/>.</summary>
    /// <exception cref="ArgumentException">The span has not the length of the state.</exception>
    public void CopyFrom(ReadOnlySpan<float> source, ref float first)
    {
        CheckLength(source.Length, nameof(source));
        for (int index = 0; index < Count; index++)
        {
            for (int part = 0; part <= _further.Length; part++)
            {
                source[..SizeOf(part)].CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, (index * _stride) + StartOf(part)), SizeOf(part)));
                source = source[SizeOf(part)..];
            }
        }
    }

    /// <summary>The states in which sequences begin, as parameters that lie as a state does: h0_l0, c0_l0 and so on.</summary>
    internal IEnumerable<ParameterTensor> ToTensors()
    {
        for (int index = 0; index < Count; index++)
        {
            string suffix = FormattableString.Invariant($"_l{index / _directions}") + (index % _directions == 1 ? "_reverse" : "");
            yield return Tensor("h0" + suffix, index * _stride, _hidden);
            for (int part = 1; part <= _further.Length; part++)
            {
                yield return Tensor((_further.Length == 1 ? 'c' : _further[part - 1]) + "0" + suffix, (index * _stride) + StartOf(part), _cell);
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

    /// <summary>A part of a layer and direction: 0 is h, 1 the first of the further states.</summary>
    private ReadOnlySpan<float> PartOf(in float first, int index, int part) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref Unsafe.AsRef(in first), (index * _stride) + StartOf(part)), SizeOf(part));

    private int SizeOf(int part) => part == 0 ? _hidden : _cell;

    /// <summary>Where a part begins; the further states share what is behind h.</summary>
    private int StartOf(int part) => part == 0 ? 0 : _cellStart + ((part - 1) * ((_stride - _cellStart) / _further.Length));

    private static ReadOnlySpan<byte> Bits(ReadOnlySpan<float> values) => MemoryMarshal.AsBytes(values);

    private void CheckLength(int length, string name)
    {
        if (length != ValueCount)
        {
            throw new ArgumentException($"{name} has {length} values; the state has {ValueCount}.", name);
        }
    }
}
