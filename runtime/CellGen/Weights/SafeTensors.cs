namespace CellGen;

/// <summary>
/// Reads and writes safetensors files (https://huggingface.co/docs/safetensors): eight bytes of header length, a JSON
/// header, the numbers. The reader is strict: what the format does not allow is a <see cref="SafeTensorsException"/>.
/// </summary>
public static class SafeTensors
{
    /// <summary>The longest header that is read, in bytes: the limit of the format's own library.</summary>
    public const long MaxHeaderBytes = 100_000_000;

    /// <summary>Reads a whole file into memory.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors and the metadata.</returns>
    /// <exception cref="SafeTensorsException">The file is malformed; the message begins with its path.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafeTensorsFile Read(string path) => WithPath(path, Read);

    /// <summary>
    /// Reads a stream from its position to its end; the stream need not be seekable, and is left open. Memory is taken
    /// as data arrive, never because a header promises them.
    /// </summary>
    /// <param name="stream">The stream; the file must end where it ends.</param>
    /// <returns>The tensors and the metadata.</returns>
    /// <exception cref="SafeTensorsException">The content is malformed.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static SafeTensorsFile Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return SafeTensorsReader.Read(stream);
    }

    /// <summary>
    /// Writes a file, atomically: into a new file beside it, flushed to the disk, then moved over it. Whatever happens,
    /// the path holds the old content or the new, never a part. A symbolic link stays, and the file that it leads to is
    /// replaced, or made; a file that exists keeps its mode.
    /// </summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="tensors">The tensors, in the order to write.</param>
    /// <param name="metadata">The strings for __metadata__; null writes {"format": "pt"}, as torch's files have.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or one has the reserved name __metadata__.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        string path, IReadOnlyList<SafeTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>
    /// Writes the content of a file to a stream, which is left open. The header is padded with spaces so that the
    /// numbers begin at a multiple of 8 bytes.
    /// </summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="tensors">The tensors, in the order to write.</param>
    /// <param name="metadata">The strings for __metadata__; null writes {"format": "pt"}, as torch's files have.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or one has the reserved name __metadata__.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(
        Stream stream, IReadOnlyList<SafeTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        SafeTensorsWriter.Write(stream, tensors, metadata);
    }

    /// <summary>Opens a file for <paramref name="read"/> and names it in what is thrown.</summary>
    internal static T WithPath<T>(string path, Func<Stream, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        try
        {
            return read(stream);
        }
        catch (SafeTensorsException exception)
        {
            throw new SafeTensorsException($"{path}: {exception.Message}", exception.TensorName, exception);
        }
    }
}
