using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <summary>The shape of an embedding: a row of floats for each token (torch.nn.Embedding).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EmbeddingTable
{
    private readonly uint _last;
    private readonly int _size;
    private readonly int _stride;
    private readonly uint _padding;

    /// <summary>Describes a table.</summary>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <param name="rows">The number of rows: vocabulary, or one more, which every other token selects.</param>
    /// <param name="size">The number of values in a row.</param>
    /// <param name="stride">The number of floats from one row of the table to the next, at least size.</param>
    /// <param name="padding">The token whose row gets no gradient; −1 is none.</param>
    /// <exception cref="ArgumentException">These numbers do not fit together.</exception>
    public EmbeddingTable(int vocabulary, int rows, int size, int stride, int padding = -1)
    {
        if (vocabulary < 1 || rows < vocabulary || rows > vocabulary + 1 || size < 1 || stride < size)
        {
            throw new ArgumentException(
                $"A table of {rows} rows of {size} values, {stride} apart, for {vocabulary} tokens; "
                + "expected as many rows as tokens or one more.",
                nameof(rows));
        }

        if (padding < -1 || padding >= vocabulary)
        {
            throw new ArgumentException($"The padding is token {padding}; expected 0 to {vocabulary - 1}, or -1 for none.", nameof(padding));
        }

        _last = (uint)rows - 1;
        _size = size;
        _stride = stride;

        // −1 becomes a row that no token selects.
        _padding = (uint)padding;
    }

    /// <summary>Allocates tables of this shape, one after the other.</summary>
    /// <param name="count">The number of tables.</param>
    /// <exception cref="NotSupportedException">They do not fit in one array.</exception>
    public AlignedBuffer Allocate(int count)
    {
        long length = count * (_last + 1L) * _stride;
        return length <= AlignedBuffer.MaxLength ? new AlignedBuffer(length) : throw new NotSupportedException(
            $"{count} table(s) of {_last + 1L} rows of {_stride} values have {length}; an array has at most {AlignedBuffer.MaxLength}.");
    }

    /// <summary>Copies the row of each token.</summary>
    /// <param name="table">The table.</param>
    /// <param name="tokens">The first token.</param>
    /// <param name="tokenStep">The number of places from a token to the next.</param>
    /// <param name="rows">Takes the first row, as many values as the table's rows have.</param>
    /// <param name="rowStep">The number of floats from a row to the next.</param>
    /// <param name="count">The number of tokens. Those outside the vocabulary select the last row.</param>
    public void Gather(ref float table, ref int tokens, int tokenStep, ref float rows, int rowStep, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ref float row = ref Row(ref table, Unsafe.Add(ref tokens, (nint)i * tokenStep));
            MemoryMarshal.CreateReadOnlySpan(ref row, _size)
                .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref rows, (nint)i * rowStep), _size));
        }
    }

    /// <summary>
    /// Adds rows to the rows of the tokens, in order, except to that of the padding: the gradient of <see cref="Gather"/>.
    /// </summary>
    /// <param name="gradient">The gradient of the table.</param>
    /// <param name="tokens">The first token.</param>
    /// <param name="tokenStep">The number of places from a token to the next.</param>
    /// <param name="rows">The first row to add.</param>
    /// <param name="rowStep">The number of floats from a row to the next.</param>
    /// <param name="count">The number of tokens. Those outside the vocabulary select the last row.</param>
    public void Scatter(ref float gradient, ref int tokens, int tokenStep, ref float rows, int rowStep, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int token = Unsafe.Add(ref tokens, (nint)i * tokenStep);
            if (Index(token) != _padding)
            {
                Rows.Add(ref Unsafe.Add(ref rows, (nint)i * rowStep), 0, ref Row(ref gradient, token), 0, 1, _size);
            }
        }
    }

    /// <summary>A token's row. A token that was never checked selects the last one too, so that nothing outside is touched.</summary>
    private ref float Row(ref float table, int token) => ref Unsafe.Add(ref table, (nint)Index(token) * _stride);

    private uint Index(int token) => Math.Min((uint)token, _last);
}
