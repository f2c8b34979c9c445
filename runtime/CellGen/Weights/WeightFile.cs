namespace CellGen;

/// <summary>
/// Reads and writes the weights of a model. A file must hold exactly the tensors that the model has, of the same shapes,
/// every number finite; everything is checked before anything is returned. Others are an error unless they are allowed.
/// </summary>
public static class WeightFile
{
    /// <summary>Reads a model's weights from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="expected">The model's tensors.</param>
    /// <param name="allowOthers">Whether the file may hold tensors that the model does not read.</param>
    /// <returns>For each expected tensor, in that order, its numbers, row-major.</returns>
    /// <exception cref="SafeTensorsException">
    /// The file is malformed, or a tensor is missing, read by nobody, of another shape, not of floating-point numbers,
    /// or holds NaN or an infinity; the message begins with the path.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static float[][] Read(string path, string model, IReadOnlyList<TensorShape> expected, bool allowOthers = false) =>
        SafeTensors.WithPath(path, stream => Read(stream, model, expected, allowOthers));

    /// <summary>Reads a model's weights from a stream, to its end; the stream is left open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="expected">The model's tensors.</param>
    /// <param name="allowOthers">Whether the file may hold tensors that the model does not read.</param>
    /// <returns>For each expected tensor, in that order, its numbers, row-major.</returns>
    /// <exception cref="SafeTensorsException">
    /// The content is malformed, or a tensor is missing, read by nobody, of another shape, not of floating-point
    /// numbers, or holds NaN or an infinity.
    /// </exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static float[][] Read(Stream stream, string model, IReadOnlyList<TensorShape> expected, bool allowOthers = false) =>
        Read(stream, model, expected, allowOthers, (_, _) => null, _ => null);

    /// <summary>
    /// Reads a model's weights; where a tensor is missing, <paramref name="suggest"/> may say under which name the file has
    /// it, and of one that is not read <paramref name="declaredAs"/> may say why it is the model's own nevertheless.
    /// </summary>
    internal static float[][] Read(
        Stream stream,
        string model,
        IReadOnlyList<TensorShape> expected,
        bool allowOthers,
        Func<SafeTensorsFile, int, string?> suggest,
        Func<string, string?> declaredAs)
    {
        ArgumentNullException.ThrowIfNull(stream);
        HashSet<string> names = [.. expected.Select(shape => shape.Name)];
        SafeTensorsFile file = SafeTensorsReader.Read(stream, names);
        CheckPresent(file, model, expected, suggest);
        CheckOthers([.. file.Tensors.Where(tensor => !names.Contains(tensor.Name))], model, expected, allowOthers, declaredAs);
        CheckShapes(file, model, expected);
        return [.. expected.Select(shape => Numbers(file, shape.Name))];
    }

    /// <summary>Writes a model's weights to a file (F32), atomically: the path holds the old content or the new.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="tensors">The model's tensors.</param>
    /// <param name="values">For each of them its numbers, row-major.</param>
    /// <exception cref="ArgumentException">
    /// An array has not as many numbers as its shape, or holds NaN or an infinity (a file that could not be read again).
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<TensorShape> tensors, IReadOnlyList<float[]> values) =>
        SafeTensors.Write(path, Pack(tensors, values));

    /// <summary>Writes a model's weights to a stream (F32), which is left open.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="tensors">The model's tensors.</param>
    /// <param name="values">For each of them its numbers, row-major.</param>
    /// <exception cref="ArgumentException">
    /// An array has not as many numbers as its shape, or holds NaN or an infinity (a file that could not be read again).
    /// </exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(Stream stream, IReadOnlyList<TensorShape> tensors, IReadOnlyList<float[]> values) =>
        SafeTensors.Write(stream, Pack(tensors, values));

    private static void CheckPresent(
        SafeTensorsFile file, string model, IReadOnlyList<TensorShape> expected, Func<SafeTensorsFile, int, string?> suggest)
    {
        for (int i = 0; i < expected.Count; i++)
        {
            if (!file.TryGet(expected[i].Name, out _))
            {
                string found = suggest(file, i)
                    ?? "it has " + (file.Tensors.Count == 0 ? "no tensor" : string.Join(", ", file.Tensors.Select(tensor => tensor.Name)));
                throw new SafeTensorsException($"{model} expects {expected[i]}, which the file has not; {found}.", expected[i].Name);
            }
        }
    }

    /// <summary>
    /// Other modules' tensors may be allowed; those of a larger model of the same kind never are, because without them this
    /// one would compute something else.
    /// </summary>
    private static void CheckOthers(
        SafeTensor[] others, string model, IReadOnlyList<TensorShape> expected, bool allowed, Func<string, string?> declaredAs)
    {
        foreach (SafeTensor other in others)
        {
            string? declared = declaredAs(other.Name);
            if (declared is not null || !allowed)
            {
                string reason = declared is null
                    ? $"it reads {string.Join(", ", expected.Select(shape => shape.Name))}"
                    : $"it was declared {declared}";
                throw new SafeTensorsException(
                    $"The file holds {other.Name} {SafeTensorShape.Format(other.Shape)}, which {model} does not read; {reason}.",
                    other.Name);
            }
        }
    }

    private static void CheckShapes(SafeTensorsFile file, string model, IReadOnlyList<TensorShape> expected)
    {
        foreach (TensorShape shape in expected)
        {
            file.TryGet(shape.Name, out SafeTensor? tensor);
            if (!tensor!.Shape.SequenceEqual(shape.ToLengths()))
            {
                throw new SafeTensorsException(
                    $"{shape.Name} is {SafeTensorShape.Format(tensor.Shape)} in the file; "
                    + $"{model} expects {SafeTensorShape.Format(shape.ToLengths())}.",
                    shape.Name);
            }
        }
    }

    private static float[] Numbers(SafeTensorsFile file, string name)
    {
        file.TryGet(name, out SafeTensor? tensor);
        float[] values = new float[tensor!.Count];
        tensor.CopyTo(values);
        int bad = Array.FindIndex(values, value => !float.IsFinite(value));
        return bad < 0
            ? values
            : throw new SafeTensorsException($"{name} holds a number that is not finite: element {bad} is {Show(values[bad])}.", name);
    }

    private static SafeTensor[] Pack(IReadOnlyList<TensorShape> tensors, IReadOnlyList<float[]> values)
    {
        if (tensors.Count != values.Count)
        {
            throw new ArgumentException($"{tensors.Count} tensors and {values.Count} arrays of values.", nameof(values));
        }

        for (int i = 0; i < tensors.Count; i++)
        {
            int bad = Array.FindIndex(values[i], value => !float.IsFinite(value));
            if (bad >= 0)
            {
                throw new ArgumentException(
                    $"{tensors[i].Name} holds a number that is not finite: element {bad} is {Show(values[i][bad])}.", nameof(values));
            }
        }

        return [.. tensors.Select((shape, i) => new SafeTensor(shape.Name, shape.ToLengths(), values[i]))];
    }

    /// <summary>NaN, Infinity or -Infinity, in one spelling under every culture.</summary>
    private static string Show(float value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
