using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace CellGen;

/// <summary>Writes a safetensors stream: the header's length, the header, then the tensors in the order given.</summary>
internal static class SafeTensorsWriter
{
    private const int Alignment = 8;

    private static readonly Dictionary<string, string> TorchMetadata = new() { ["format"] = "pt" };

    internal static void Write(
        Stream stream, IReadOnlyList<SafeTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        CheckNames(tensors);
        ReadOnlySpan<byte> header = Header(tensors, metadata ?? TorchMetadata);

        // The length field is itself 8 bytes, so a header of whole eights aligns the data.
        int padding = -header.Length & (Alignment - 1);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)(header.Length + padding));
        stream.Write(length);
        stream.Write(header);
        stream.Write("       "u8[..padding]);
        foreach (SafeTensor tensor in tensors)
        {
            stream.Write(tensor.Bytes);
        }
    }

    private static void CheckNames(IReadOnlyList<SafeTensor> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (SafeTensor tensor in tensors)
        {
            if (tensor.Name == SafeTensorsHeader.MetadataKey)
            {
                throw new ArgumentException($"The name '{tensor.Name}' is reserved by the format.", nameof(tensors));
            }

            if (!names.Add(tensor.Name))
            {
                throw new ArgumentException($"Two tensors have the name '{tensor.Name}'.", nameof(tensors));
            }
        }
    }

    private static ReadOnlySpan<byte> Header(
        IReadOnlyList<SafeTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        if (metadata.Count > 0)
        {
            json.WriteStartObject(SafeTensorsHeader.MetadataKey);
            foreach ((string key, string value) in metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        long offset = 0;
        foreach (SafeTensor tensor in tensors)
        {
            WriteEntry(json, tensor, offset);
            offset += tensor.Bytes.Length;
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    private static void WriteEntry(Utf8JsonWriter json, SafeTensor tensor, long offset)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.DataType);
        json.WriteStartArray("shape");
        foreach (long length in tensor.Shape)
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + tensor.Bytes.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
