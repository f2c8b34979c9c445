using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>All tensors of a model, and the ways in and out of its packed parameters.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParameterLayout
{
    private readonly string _model;
    private readonly string _packed;
    private readonly ParameterTensor[] _tensors;
    private readonly TensorShape[] _shapes;

    /// <summary>Describes a model's parameters.</summary>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="tensors">The tensors, in torch's order.</param>
    public ParameterLayout(string model, params ParameterTensor[] tensors)
    {
        _model = model;
        _packed = "the packed values of " + model;
        _tensors = tensors;
        _shapes = new TensorShape[tensors.Length];
        for (int i = 0; i < tensors.Length; i++)
        {
            _shapes[i] = tensors[i].Shape;
        }
    }

    /// <summary>Describes the parameters of a net of several layers.</summary>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="layers">
    /// For each layer with parameters its name, that of the head it ends with (both empty for torch's bare names), where its
    /// packed parameters begin, and its tensors.
    /// </param>
    public ParameterLayout(string model, params (string Name, string Head, int Offset, ParameterLayout Layout)[] layers)
        : this(model, Array.ConvertAll(layers, layer => Array.ConvertAll(layer.Layout._tensors, tensor =>
            tensor.Within(WeightPart.Of(tensor.Role) switch
            {
                WeightPartKind.Head => layer.Head,
                WeightPartKind.Embedding => "",
                _ => layer.Name,
            }, layer.Offset))).SelectMany(tensors => tensors).ToArray())
    {
    }

    /// <summary>Describes the parameters of nets that are joined to one.</summary>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="parts">For each part its name, where its packed parameters begin, and its tensors.</param>
    public ParameterLayout(string model, params (string Name, int Offset, ParameterLayout Layout)[] parts)
        : this(model, Array.ConvertAll(parts, part => Array.ConvertAll(part.Layout._tensors, tensor =>
            tensor.Within(tensor.Role == ParameterRole.Embedding ? part.Name.Split('.')[0] + ".embedding" : part.Name, part.Offset))).SelectMany(tensors => tensors).ToArray())
    {
    }

    /// <summary>Describes the states of a cell in which sequences begin, as parameters.</summary>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="state">Where the values of the state are.</param>
    public ParameterLayout(string model, StateLayout state)
        : this(model, state.ToTensors().ToArray())
    {
    }

    /// <summary>
    /// Draws initial values from a generator of its own, tensor after tensor: a seed gives the same bits on every machine
    /// (not torch's numbers).
    /// </summary>
    /// <param name="packed">The packed parameters; their padding is not written.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="initialization">The distributions; null for torch's, uniform over ±bound.</param>
    public void Initialize(Span<float> packed, int seed, Initialization? initialization = null)
    {
        var initializer = new Initializer(initialization ?? Initialization.Torch, seed);
        foreach (var tensor in _tensors)
        {
            var values = new float[tensor.Shape.Count];
            initializer.Draw(tensor, values);
            tensor.Pack(values, packed);
        }
    }

    /// <summary>Allocates packed parameters and draws them as torch does, with seed 0.</summary>
    /// <param name="length">Their length, padding included.</param>
    public AlignedBuffer Draw(long length)
    {
        var packed = new AlignedBuffer(length);
        Initialize(packed.Span, seed: 0);
        return packed;
    }

    /// <summary>Copies one tensor out, row-major.</summary>
    /// <exception cref="ArgumentException">
    /// There is no such tensor, or the span has not its length, or it is a part of the packed parameters.
    /// </exception>
    public void Get(ReadOnlySpan<float> packed, string name, Span<float> destination)
    {
        var tensor = Find(name, destination.Length, nameof(destination));
        Arguments.Distinct(packed, destination, _packed, nameof(destination));
        tensor.Unpack(packed, destination);
    }

    /// <summary>Copies one row-major tensor in.</summary>
    /// <exception cref="ArgumentException">
    /// There is no such tensor, or the span has not its length, or it is a part of the packed parameters.
    /// </exception>
    public void Set(Span<float> packed, string name, ReadOnlySpan<float> source)
    {
        var tensor = Find(name, source.Length, nameof(source));
        Arguments.Distinct(packed, source, _packed, nameof(source));
        tensor.Pack(source, packed);
    }

    /// <summary>Writes a weight file, atomically.</summary>
    /// <param name="packed">The packed parameters.</param>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="names">The names in the file; null for torch's.</param>
    /// <exception cref="ArgumentException">A parameter is not finite, two tensors would have one name, or a layer's none.</exception>
    public void Save(ReadOnlySpan<float> packed, string path, WeightNames? names = null) =>
        WeightFile.Write(path, ShapesInFile(names), Unpack(packed));

    /// <summary>Writes a weight file to a stream, which is left open.</summary>
    /// <param name="packed">The packed parameters.</param>
    /// <param name="stream">Where to write.</param>
    /// <param name="names">The names in the file; null for torch's.</param>
    /// <exception cref="ArgumentException">A parameter is not finite, two tensors would have one name, or a layer's none.</exception>
    public void Save(ReadOnlySpan<float> packed, Stream stream, WeightNames? names = null) =>
        WeightFile.Write(stream, ShapesInFile(names), Unpack(packed));

    /// <summary>Reads a weight file; where it is bad, the parameters stay as they are.</summary>
    /// <param name="packed">The packed parameters.</param>
    /// <param name="path">The file.</param>
    /// <param name="names">The names in the file; null for torch's.</param>
    /// <exception cref="SafeTensorsException">The file does not hold this model; the message says why, with the file's names.</exception>
    /// <exception cref="ArgumentException">Two tensors would have one name, or a layer's none.</exception>
    public void Load(Span<float> packed, string path, WeightNames? names = null) =>
        Pack(SafeTensors.WithPath(path, stream => Read(stream, names)), packed);

    /// <summary>Reads a weight file from a stream; where it is bad, the parameters stay as they are.</summary>
    /// <param name="packed">The packed parameters.</param>
    /// <param name="stream">Read to its end; left open.</param>
    /// <param name="names">The names in the file; null for torch's.</param>
    /// <exception cref="SafeTensorsException">The stream does not hold this model; the message says why, with the file's names.</exception>
    /// <exception cref="ArgumentException">Two tensors would have one name, or a layer's none.</exception>
    public void Load(Span<float> packed, Stream stream, WeightNames? names = null) => Pack(Read(stream, names), packed);

    /// <summary>Allocates packed parameters and reads them from a weight file.</summary>
    /// <param name="length">Their length, padding included.</param>
    /// <param name="path">The file.</param>
    /// <param name="names">The names in the file; null for torch's.</param>
    /// <exception cref="SafeTensorsException">The file does not hold this model; the message says why, with the file's names.</exception>
    /// <exception cref="ArgumentException">Two tensors would have one name, or a layer's none.</exception>
    public AlignedBuffer Load(long length, string path, WeightNames? names = null)
    {
        var packed = new AlignedBuffer(length);
        Load(packed.Span, path, names);
        return packed;
    }

    /// <summary>Allocates packed parameters and reads them from a stream.</summary>
    /// <param name="length">Their length, padding included.</param>
    /// <param name="stream">Read to its end; left open.</param>
    /// <param name="names">The names in the file; null for torch's.</param>
    /// <exception cref="SafeTensorsException">The stream does not hold this model; the message says why, with the file's names.</exception>
    /// <exception cref="ArgumentException">Two tensors would have one name, or a layer's none.</exception>
    public AlignedBuffer Load(long length, Stream stream, WeightNames? names = null)
    {
        var packed = new AlignedBuffer(length);
        Load(packed.Span, stream, names);
        return packed;
    }

    private float[][] Read(Stream stream, WeightNames? names)
    {
        names ??= WeightNames.Torch;
        return WeightFile.Read(
            stream,
            _model,
            ShapesInFile(names),
            names.AllowOthers,
            (file, missing) => new WeightNameSuggestion(file, _tensors, names).For(_tensors[missing]),
            other => new LargerNet(_tensors, names).DeclaredAs(other));
    }

    /// <summary>The shapes, under the names that the file has for them.</summary>
    private TensorShape[] ShapesInFile(WeightNames? names)
    {
        if (names is null)
        {
            return _shapes;
        }

        if (!names.LayerSuffix && Array.Find(_tensors, WeightNames.NeedsLayer) is { } upper)
        {
            throw new ArgumentException(
                $"LayerSuffix = false gives names to the tensors of one layer and one direction, as torch.nn.GRUCell has; {_model} "
                + $"has {upper.Shape.Name} too.",
                nameof(names));
        }

        string? unused = names.Layers?.Keys.FirstOrDefault(layer => !Array.Exists(_tensors, tensor => tensor.Layer == layer)) is { } unknown ? $"Layers has a name for '{unknown}'"
            : names.FirstUnused(_tensors) is var (property, value) ? $"{property} is '{value}', which no tensor of {_model} takes"
            : null;
        if (unused is not null)
        {
            string known = string.Join(", ", _tensors.Select(tensor => tensor.Layer).Where(layer => layer.Length > 0).Distinct());
            throw new ArgumentException($"{unused}; the layers of {_model} with a name and tensors are: {(known.Length == 0 ? "none" : known)}.", nameof(names));
        }

        TensorShape[] shapes = [.. _tensors.Select(tensor => tensor.Shape with { Name = names.Of(tensor) })];
        var twice = shapes.GroupBy(shape => shape.Name).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? shapes
            : throw new ArgumentException($"{names} gives two tensors of {_model} the name '{twice.Key}'.", nameof(names));
    }

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
