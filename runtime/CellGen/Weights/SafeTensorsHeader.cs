using System.Text.Json;
using System.Text.Unicode;

namespace CellGen;

/// <summary>Parses the JSON header of a safetensors file. Each fault is a <see cref="SafeTensorsException"/>.</summary>
internal static class SafeTensorsHeader
{
    internal const string MetadataKey = "__metadata__";

    internal static (List<SafeTensorEntry> Entries, Dictionary<string, string> Metadata) Parse(ReadOnlySpan<byte> header)
    {
        if (header.IsEmpty || header[0] != (byte)'{')
        {
            throw new SafeTensorsException("The header is not a JSON object: it must begin with '{'.");
        }

        if (!Utf8.IsValid(header))
        {
            throw new SafeTensorsException("The header is not valid UTF-8.");
        }

        try
        {
            var reader = new Utf8JsonReader(header);
            return ParseObject(ref reader);
        }
        catch (JsonException exception)
        {
            throw new SafeTensorsException($"The header is not valid JSON: {exception.Message}", innerException: exception);
        }
    }

    private static (List<SafeTensorEntry>, Dictionary<string, string>) ParseObject(ref Utf8JsonReader reader)
    {
        var entries = new List<SafeTensorEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = Text(ref reader);
            if (!names.Add(name))
            {
                throw new SafeTensorsException($"The header lists '{name}' twice.", name);
            }

            reader.Read();
            if (name == MetadataKey && reader.TokenType == JsonTokenType.Null)
            {
                // The format's own library writes it so where a program passes no metadata, and reads it.
                continue;
            }

            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new SafeTensorsException($"The header's '{name}' is not a JSON object.", name);
            }

            if (name == MetadataKey)
            {
                ParseMetadata(ref reader, metadata);
            }
            else
            {
                entries.Add(SafeTensorEntryParser.Parse(ref reader, name));
            }
        }

        // Past the closing brace only white space may follow; the reader throws on anything else.
        reader.Read();
        return (entries, metadata);
    }

    private static void ParseMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = Text(ref reader);
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
            {
                throw new SafeTensorsException($"The value of '{key}' in {MetadataKey} is not a string.");
            }

            if (!metadata.TryAdd(key, Text(ref reader)))
            {
                throw new SafeTensorsException($"The header lists '{key}' twice in {MetadataKey}.");
            }
        }
    }

    /// <summary>The string or name at the reader's position.</summary>
    internal static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            // An escaped half of a surrogate pair: valid JSON, but no text.
            throw new SafeTensorsException(
                "The header is not valid JSON: a string holds half a surrogate pair.", innerException: exception);
        }
    }
}
