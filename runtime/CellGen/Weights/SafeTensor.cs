using System.Buffers.Binary;

namespace CellGen;

/// <summary>
/// A named, immutable array of numbers, as a safetensors file holds it: row-major, little-endian.
/// </summary>
public sealed class SafeTensor
{
    private readonly long[] _shape;
    private readonly byte[] _bytes;

    /// <summary>Creates a tensor of float32 numbers (F32), copying them.</summary>
    /// <param name="name">The name under which the file holds the tensor.</param>
    /// <param name="shape">The length of each dimension; empty for a single number.</param>
    /// <param name="values">The numbers, row-major; as many as the product of the shape.</param>
    /// <exception cref="ArgumentException">A dimension is negative, or the shape does not hold that many values.</exception>
    public SafeTensor(string name, ReadOnlySpan<long> shape, ReadOnlySpan<float> values)
        : this(name, SafeTensorType.Single, shape.ToArray(), new byte[values.Length * (long)sizeof(float)])
    {
        if (!SafeTensorShape.TryCount(_shape, out long count) || count != values.Length)
        {
            throw new ArgumentException(
                $"The shape {SafeTensorShape.Format(_shape)} of '{name}' does not hold {values.Length} values.", nameof(shape));
        }

        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(_bytes.AsSpan(i * sizeof(float)), values[i]);
        }
    }

    /// <summary>A tensor whose bytes have been checked against its type and shape.</summary>
    internal SafeTensor(string name, string dataType, long[] shape, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        DataType = dataType;
        _shape = shape;
        _bytes = bytes;
    }

    /// <summary>The name under which the file holds the tensor.</summary>
    public string Name { get; }

    /// <summary>The element type as the file spells it: F32, F64, F16, BF16, I64, …, also one that CellGen does not know.</summary>
    public string DataType { get; }

    /// <summary>The length of each dimension; empty for a single number.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>The bytes as they stand in the file: row-major, little-endian.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The number of elements: the product of the shape.</summary>
    /// <exception cref="OverflowException">They are more than an int counts, as a large tensor of 4-bit elements may have.</exception>
    public int Count => SafeTensorShape.TryCount(_shape, out long count) ? checked((int)count) : throw new OverflowException();

    /// <summary>
    /// Copies the numbers as float32, row-major. F32 is copied bit for bit; F16 and BF16 are widened exactly; F64 is
    /// rounded to nearest.
    /// </summary>
    /// <param name="destination">Exactly <see cref="Count"/> numbers.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    /// <exception cref="SafeTensorsException">The elements are not floating-point numbers of a type listed above.</exception>
    public void CopyTo(Span<float> destination)
    {
        if (destination.Length != Count)
        {
            throw new ArgumentException(
                $"'{Name}' has {Count} elements; the destination has room for {destination.Length}.", nameof(destination));
        }

        ReadOnlySpan<byte> bytes = _bytes;
        switch (DataType)
        {
            case SafeTensorType.Single:
                for (int i = 0; i < destination.Length; i++)
                {
                    destination[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * 4)..]);
                }

                break;
            case "F64":
                for (int i = 0; i < destination.Length; i++)
                {
                    destination[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * 8)..]);
                }

                break;
            case "F16":
                for (int i = 0; i < destination.Length; i++)
                {
                    destination[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(i * 2)..]);
                }

                break;
            case "BF16":
                // bfloat16 is the upper half of a float32.
                for (int i = 0; i < destination.Length; i++)
                {
                    uint upper = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * 2)..]);
                    destination[i] = BitConverter.UInt32BitsToSingle(upper << 16);
                }

                break;
            default:
                throw new SafeTensorsException(
                    $"'{Name}' holds {DataType} elements; only F32, F64, F16 and BF16 can be read as float32.", Name);
        }
    }

    /// <summary>The name, the type and the shape, as in "weight_hh_l0 F32 [60 x 20]".</summary>
    public override string ToString() => $"{Name} {DataType} {SafeTensorShape.Format(_shape)}";
}
