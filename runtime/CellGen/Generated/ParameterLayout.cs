namespace CellGen.Generated;

/// <summary>All tensors of a model, and the ways in and out of its packed parameters.</summary>
public sealed class ParameterLayout
{
    private readonly string _model;
    private readonly ParameterTensor[] _tensors;
    private readonly TensorShape[] _shapes;

    /// <summary>Describes a model's parameters.</summary>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="tensors">The tensors, in torch's order.</param>
    public ParameterLayout(string model, params ParameterTensor[] tensors)
    {
        _model = model;
        _tensors = tensors;
        _shapes = [.. tensors.Select(tensor => tensor.Shape)];
    }

    /// <summary>
    /// Draws initial values as torch does, uniformly over ±bound, from a generator of its own: a seed gives the same bits
    /// on every machine (not torch's numbers).
    /// </summary>
    public void Initialize(Span<float> packed, int seed)
    {
        var random = new SplitMix64((ulong)seed);
        foreach (var tensor in _tensors)
        {
            var values = new float[tensor.Shape.Count];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = ((2 * random.NextSingle()) - 1) * tensor.Bound;
            }

            tensor.Pack(values, packed);
        }
    }

    /// <summary>Copies one tensor out, row-major.</summary>
    /// <exception cref="ArgumentException">There is no such tensor, or the span has not its length.</exception>
    public void Get(ReadOnlySpan<float> packed, string name, Span<float> destination) =>
        Find(name, destination.Length, nameof(destination)).Unpack(packed, destination);

    /// <summary>Copies one row-major tensor in.</summary>
    /// <exception cref="ArgumentException">There is no such tensor, or the span has not its length.</exception>
    public void Set(Span<float> packed, string name, ReadOnlySpan<float> source) =>
        Find(name, source.Length, nameof(source)).Pack(source, packed);

    /// <summary>Writes a weight file, atomically.</summary>
    public void Save(ReadOnlySpan<float> packed, string path) => WeightFile.Write(path, _shapes, Unpack(packed));

    /// <summary>Writes a weight file to a stream.</summary>
    public void Save(ReadOnlySpan<float> packed, Stream stream) => WeightFile.Write(stream, _shapes, Unpack(packed));

    /// <summary>Reads a weight file; where it is bad, the parameters stay as they are.</summary>
    /// <exception cref="SafeTensorsException">The file does not hold this model.</exception>
    public void Load(Span<float> packed, string path) => Pack(WeightFile.Read(path, _model, _shapes), packed);

    /// <summary>Reads a weight file from a stream; where it is bad, the parameters stay as they are.</summary>
    /// <exception cref="SafeTensorsException">The stream does not hold this model.</exception>
    public void Load(Span<float> packed, Stream stream) => Pack(WeightFile.Read(stream, _model, _shapes), packed);

    private float[][] Unpack(ReadOnlySpan<float> packed)
    {
        var values = new float[_tensors.Length][];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = new float[_shapes[i].Count];
            _tensors[i].Unpack(packed, values[i]);
        }

        return values;
    }

    private void Pack(float[][] values, Span<float> packed)
    {
        for (int i = 0; i < values.Length; i++)
        {
            _tensors[i].Pack(values[i], packed);
        }
    }

    private ParameterTensor Find(string name, int length, string argument)
    {
        foreach (var tensor in _tensors)
        {
            if (tensor.Shape.Name == name)
            {
                return length == tensor.Shape.Count ? tensor : throw new ArgumentException(
                    $"{argument} has {length} values; {tensor.Shape} of {_model} has {tensor.Shape.Count}.", argument);
            }
        }

        throw new ArgumentException(
            $"{_model} has no tensor '{name}'; it has {string.Join(", ", _shapes.Select(shape => shape.Name))}.", nameof(name));
    }
}
