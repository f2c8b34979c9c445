namespace CellGen;

/// <summary>
/// Rows of numbers in a net's packed order as tensors of its names and shapes, and back. Only the net knows where the elements of a
/// tensor lie: its parameters are written over and looked at, until this is disposed of.
/// </summary>
internal sealed class PackedTensors : IDisposable
{
    private readonly INetwork _model;
    private readonly float[] _parameters;
    private readonly MemoryStream _file = new();
    private readonly List<(string Name, long[] Shape, int Count)> _tensors = [];

    /// <summary>Asks a net which tensors are part of its parameters; a frozen embedding is not.</summary>
    public PackedTensors(INetwork model)
    {
        _model = model;
        _parameters = model.Parameters.ToArray();
        model.Save(_file);
        _file.Position = 0;
        foreach (SafeTensor tensor in SafeTensors.Read(_file).Tensors)
        {
            var ones = new float[tensor.Count];
            ones.AsSpan().Fill(1f);
            model.Parameters.Clear();
            model.Set(tensor.Name, ones);
            if (model.Parameters.ContainsAnyExcept(0f))
            {
                _tensors.Add((tensor.Name, [.. tensor.Shape], tensor.Count));
            }
        }
    }

    /// <summary>The number of parameters, with padding.</summary>
    public int Count => _parameters.Length;

    /// <summary>The tensors of a row.</summary>
    public IEnumerable<SafeTensor> Unpack(float[] row, string prefix)
    {
        row.CopyTo(_model.Parameters);
        foreach ((string name, long[] shape, int count) in _tensors)
        {
            var values = new float[count];
            _model.Get(name, values);
            yield return new SafeTensor(prefix + name, shape, values);
        }
    }

    /// <summary>The row of a file's tensors.</summary>
    /// <exception cref="CheckpointException">One is missing or has another shape.</exception>
    public float[] Pack(SafeTensorsFile file, string prefix)
    {
        _model.Parameters.Clear();
        foreach ((string name, long[] shape, int count) in _tensors)
        {
            if (!file.TryGet(prefix + name, out SafeTensor? tensor) || !tensor.Shape.SequenceEqual(shape))
            {
                string found = tensor is null ? "it has none of that name" : $"it is [{string.Join(", ", tensor.Shape)}]";
                throw new CheckpointException($"'{prefix}{name}': {found}; expected [{string.Join(", ", shape)}].");
            }

            var values = new float[count];
            tensor.CopyTo(values);
            _model.Set(name, values);
        }

        return _model.Parameters.ToArray();
    }

    /// <summary>Gives the net its parameters, and a frozen embedding its table.</summary>
    public void Dispose()
    {
        _file.Position = 0;
        _model.LoadFrom(_file);
        _parameters.CopyTo(_model.Parameters);
        _file.Dispose();
    }
}
