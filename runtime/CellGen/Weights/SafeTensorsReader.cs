using System.Buffers.Binary;

namespace CellGen;

/// <summary>Reads a safetensors stream: the header's length, the header, then the tensors in the order of their bytes.</summary>
internal static class SafeTensorsReader
{
    private const int LengthBytes = sizeof(ulong);
    private const int FirstChunk = 1 << 16;

    /// <summary>Reads the tensors of these names; over the bytes of the others it passes. With null it reads all.</summary>
    internal static SafeTensorsFile Read(Stream stream, IReadOnlySet<string>? names = null)
    {
        byte[] header = ReadHeader(stream);
        (List<SafeTensorEntry> entries, Dictionary<string, string> metadata) = SafeTensorsHeader.Parse(header);
        SafeTensorEntry[] byOffset = SafeTensorsLayout.Order(entries);
        bool IsRead(SafeTensorEntry entry) => names is null || names.Contains(entry.Name);
        CheckLengths(byOffset.Where(IsRead));
        long dataBytes = byOffset.Length == 0 ? 0 : byOffset[^1].End;
        CheckRemaining(stream, dataBytes);

        var tensors = new Dictionary<string, SafeTensor>(StringComparer.Ordinal);
        foreach (SafeTensorEntry entry in byOffset)
        {
            long wanted = entry.End - entry.Begin;
            byte[] bytes = IsRead(entry) ? ReadUpTo(stream, wanted) : [];
            long found = IsRead(entry) ? bytes.Length : PassOver(stream, wanted);
            if (found < wanted)
            {
                throw Truncated(entry.Begin + found, dataBytes, entry.Name);
            }

            tensors.Add(entry.Name, new SafeTensor(entry.Name, entry.DataType, entry.Shape, bytes));
        }

        if (stream.ReadByte() >= 0)
        {
            throw new SafeTensorsException(
                $"The file goes on after the last tensor: the header describes {dataBytes} bytes of data.");
        }

        return new SafeTensorsFile([.. entries.Select(entry => tensors[entry.Name])], metadata);
    }

    private static void CheckLengths(IEnumerable<SafeTensorEntry> entries)
    {
        if (entries.FirstOrDefault(entry => entry.End - entry.Begin > Array.MaxLength) is { } entry)
        {
            throw new SafeTensorsException(
                $"'{entry.Name}' has {entry.End - entry.Begin} bytes; a tensor of at most {Array.MaxLength} can be read.", entry.Name);
        }
    }

    private static byte[] ReadHeader(Stream stream)
    {
        byte[] lengthBytes = ReadUpTo(stream, LengthBytes);
        if (lengthBytes.Length < LengthBytes)
        {
            throw new SafeTensorsException(
                $"The file has {lengthBytes.Length} bytes; a safetensors file begins with {LengthBytes} bytes of header length.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > (ulong)SafeTensors.MaxHeaderBytes)
        {
            throw new SafeTensorsException(
                $"The header claims {length} bytes; at most {SafeTensors.MaxHeaderBytes} are read. Is this a safetensors file?");
        }

        byte[] header = ReadUpTo(stream, (long)length);
        return header.Length == (int)length
            ? header
            : throw new SafeTensorsException($"The header claims {length} bytes; the file has {header.Length} after the length.");
    }

    /// <summary>Where the length of the stream is known, a file of the wrong length is refused before it is read.</summary>
    private static void CheckRemaining(Stream stream, long dataBytes)
    {
        if (!stream.CanSeek)
        {
            return;
        }

        long remaining = stream.Length - stream.Position;
        if (remaining < dataBytes)
        {
            throw Truncated(remaining, dataBytes, tensorName: null);
        }

        if (remaining > dataBytes)
        {
            throw new SafeTensorsException(
                $"The file goes on after the last tensor: it has {remaining} bytes of data; the header describes {dataBytes}.");
        }
    }

    private static SafeTensorsException Truncated(long found, long expected, string? tensorName)
    {
        string where = tensorName is null ? "" : $" It ends inside '{tensorName}'.";
        return new SafeTensorsException(
            $"The file is truncated: it has {found} bytes of data; the header describes {expected}.{where}", tensorName);
    }

    /// <summary>Passes over <paramref name="count"/> bytes, or as many as there are; their number.</summary>
    private static long PassOver(Stream stream, long count)
    {
        if (stream.CanSeek)
        {
            // The length of the stream was checked.
            stream.Seek(count, SeekOrigin.Current);
            return count;
        }

        byte[] buffer = new byte[Math.Min(count, FirstChunk)];
        long passed = 0;
        while (passed < count && stream.Read(buffer, 0, (int)Math.Min(buffer.Length, count - passed)) is > 0 and int read)
        {
            passed += read;
        }

        return passed;
    }

    /// <summary>
    /// Reads <paramref name="count"/> bytes, or as many as there are. The buffer doubles as data arrive, so that a
    /// length that a broken file claims takes no memory.
    /// </summary>
    private static byte[] ReadUpTo(Stream stream, long count)
    {
        byte[] buffer = new byte[Math.Min(count, FirstChunk)];
        int filled = 0;
        while (true)
        {
            int read = stream.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            bool ended = read < buffer.Length - filled;
            filled += read;
            if (ended || filled == count)
            {
                Array.Resize(ref buffer, filled);
                return buffer;
            }

            Array.Resize(ref buffer, (int)Math.Min(count, Math.Min(buffer.Length * 2L, Array.MaxLength)));
        }
    }
}
