using CellGen.Simd;
using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>One of a model's tensors: its torch name and shape, and where its elements are in the packed parameters.</summary>
/// <remarks>
/// A tensor is made of blocks: most of one; a GRU's weight_hh with the reset gate before the product of two, one below the
/// other; the i2h.weight of a concatenating cell of two side by side.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParameterTensor
{
    private readonly ParameterBlock[] _blocks;

    /// <summary>Describes a tensor.</summary>
    /// <param name="name">torch's name.</param>
    /// <param name="role">What the tensor is in the model.</param>
    /// <param name="rows">The number of rows, of all gates; the length of a vector.</param>
    /// <param name="columns">The number of columns of a matrix; 0 for a vector.</param>
    /// <param name="units">The number of rows of each gate.</param>
    /// <param name="forgetGate">The index of the forget gate among the tensor's gates; −1 where there is none.</param>
    /// <param name="bound">The bound of torch's initial values: uniform over [−bound, bound).</param>
    /// <param name="blocks">The blocks, which cover the tensor, each element once.</param>
    /// <exception cref="ArgumentException">The gates do not fit into the rows, or the blocks do not make up the tensor.</exception>
    public ParameterTensor(
        string name, ParameterRole role, int rows, int columns, int units, int forgetGate, float bound, params ParameterBlock[] blocks)
    {
        Shape = new TensorShape(name, rows, columns);
        if (units < 1 || rows % units != 0 || forgetGate < -1 || forgetGate >= rows / units)
        {
            throw new ArgumentException($"{Shape} has no gate {forgetGate} of {units} units.", nameof(units));
        }

        // No LINQ here and in ParameterLayout: over structs the JIT compiles it in every process, before the first net is there.
        long count = 0;
        bool fits = true;
        foreach (var block in blocks)
        {
            count += (long)block.RowCount(Shape) * block.ColumnCount(Shape);
            fits &= block.Fits(Shape);
        }

        if (count != Shape.Count || !fits)
        {
            throw new ArgumentException($"{Shape} has {Shape.Count} elements; its blocks have {count}, or lie outside it.", nameof(blocks));
        }

        Role = role;
        Units = units;
        ForgetGate = forgetGate;
        Bound = bound;
        _blocks = blocks;
    }

    /// <summary>Describes a tensor that is one packed matrix, or one row of lanes.</summary>
    /// <param name="name">torch's name.</param>
    /// <param name="role">What the tensor is in the model.</param>
    /// <param name="offset">Where it begins in the packed parameters.</param>
    /// <param name="units">The number of rows of each gate.</param>
    /// <param name="gates">The number of gates.</param>
    /// <param name="columns">The number of columns of a matrix; 0 for a vector.</param>
    /// <param name="bound">The bound of torch's initial values: uniform over [−bound, bound).</param>
    /// <param name="forgetGate">The index of the forget gate among the tensor's gates; −1 where there is none.</param>
    public static ParameterTensor Packed(
        string name, ParameterRole role, int offset, int units, int gates, int columns, float bound, int forgetGate = -1) =>
        new(name, role, units * gates, columns, units, forgetGate, bound, ParameterBlock.Matrix(offset, units, gates, columns, 0, 0, gates, 0));

    /// <summary>The name and the shape.</summary>
    public TensorShape Shape { get; private init; }

    /// <summary>What the tensor is in the model.</summary>
    public ParameterRole Role { get; }

    /// <summary>The number of rows of each gate.</summary>
    public int Units { get; }

    /// <summary>The index of the forget gate among the tensor's gates; −1 where there is none.</summary>
    public int ForgetGate { get; }

    /// <summary>The bound of torch's initial values.</summary>
    public float Bound { get; }

    /// <summary>The row of an embedding that is drawn as zeros; −1, the default, is none.</summary>
    public int PaddingRow { get; init; } = -1;

    /// <summary>
    /// Of a convolution, the length of its kernel: packed columns are tap after tap, those of the tensor [Input × Kernel]. 0 of
    /// all others.
    /// </summary>
    public int Kernel
    {
        get => Shape.Kernel;
        init => Shape = Shape with { Kernel = value };
    }

    /// <summary>The name of the layer that it belongs to, of a net of several; empty where its own name says enough.</summary>
    internal string Layer { get; private init; } = "";

    /// <summary>The same tensor as one of a net of several layers.</summary>
    /// <param name="layer">The layer's name; empty for none.</param>
    /// <param name="offset">Where the layer's packed parameters begin in those of the net.</param>
    internal ParameterTensor Within(string layer, int offset)
    {
        string name = layer.Length == 0 ? Shape.Name : $"{layer}.{WeightPart.Leaf(this)}";
        var moved = Array.ConvertAll(_blocks, block => block.Moved(offset));
        return new(name, Role, Shape.Rows, Shape.Columns, Units, ForgetGate, Bound, moved) { PaddingRow = PaddingRow, Kernel = Kernel, Layer = layer };
    }

    /// <summary>Copies the tensor out of the packed parameters, row-major.</summary>
    /// <param name="packed">The model's packed parameters.</param>
    /// <param name="destination">As many floats as the tensor has.</param>
    public void Unpack(ReadOnlySpan<float> packed, Span<float> destination)
    {
        int width = Math.Max(1, Shape.Columns);
        foreach (var block in _blocks)
        {
            int rows = block.RowCount(Shape);
            int columns = block.ColumnCount(Shape);
            for (int row = 0; row < rows; row++)
            {
                (int first, int step) = block.Place(row);
                var values = destination.Slice(((block.Row + row) * width) + block.Column, columns);
                for (int column = 0; column < values.Length; column++)
                {
                    values[Place(column)] = packed[first + (column * step)];
                }
            }
        }
    }

    /// <summary>Copies a row-major tensor into the packed parameters; a denormal weight becomes zero.</summary>
    /// <param name="source">As many floats as the tensor has.</param>
    /// <param name="packed">The model's packed parameters.</param>
    public void Pack(ReadOnlySpan<float> source, Span<float> packed)
    {
        int width = Math.Max(1, Shape.Columns);
        foreach (var block in _blocks)
        {
            int rows = block.RowCount(Shape);
            int columns = block.ColumnCount(Shape);
            for (int row = 0; row < rows; row++)
            {
                (int first, int step) = block.Place(row);
                var values = source.Slice(((block.Row + row) * width) + block.Column, columns);
                for (int column = 0; column < values.Length; column++)
                {
                    packed[first + (column * step)] = Denormals.Weight(values[Place(column)]);
                }
            }
        }
    }

    /// <summary>The tensor's column that is a packed one.</summary>
    private int Place(int column) => Kernel == 0 ? column : ((column % (Shape.Columns / Kernel)) * Kernel) + (column / (Shape.Columns / Kernel));
}
