using System.Text.Json;

namespace CellGen;

/// <summary>Parses one tensor of a header: {"dtype": "F32", "shape": [60, 20], "data_offsets": [0, 4800]}.</summary>
internal static class SafeTensorEntryParser
{
    private const string DataTypeKey = "dtype";
    private const string ShapeKey = "shape";
    private const string OffsetsKey = "data_offsets";

    /// <summary>Reads from the opening to the closing brace.</summary>
    internal static SafeTensorEntry Parse(ref Utf8JsonReader reader, string name)
    {
        string? dataType = null;
        long[]? shape = null;
        long[]? offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = SafeTensorsHeader.Text(ref reader);
            bool seen = key switch
            {
                DataTypeKey => dataType is not null,
                ShapeKey => shape is not null,
                OffsetsKey => offsets is not null,
                _ => throw Fault(name, $"has the key '{key}', which the format does not know"),
            };
            if (seen)
            {
                throw Fault(name, $"has the key '{key}' twice");
            }

            reader.Read();
            switch (key)
            {
                case DataTypeKey:
                    dataType = DataType(ref reader, name);
                    break;
                case ShapeKey:
                    shape = Integers(ref reader, name, key);
                    break;
                default:
                    offsets = Integers(ref reader, name, key);
                    break;
            }
        }

        if (offsets is not (null or { Length: 2 }))
        {
            throw Fault(name, $"has {offsets.Length} {OffsetsKey}; expected 2, the beginning and the end");
        }

        return new SafeTensorEntry(
            name,
            dataType ?? throw Fault(name, $"has no {DataTypeKey}"),
            shape ?? throw Fault(name, $"has no {ShapeKey}"),
            offsets?[0] ?? throw Fault(name, $"has no {OffsetsKey}"),
            offsets[1]);
    }

    private static string DataType(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw Fault(name, $"has a {DataTypeKey} that is not a string");
        }

        return SafeTensorsHeader.Text(ref reader);
    }

    private static long[] Integers(ref Utf8JsonReader reader, string name, string key)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Fault(name, $"has a {key} that is not an array");
        }

        var values = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long value) || value < 0)
            {
                throw Fault(name, $"has a {key} whose element {values.Count} is not an integer from 0 to {long.MaxValue}");
            }

            values.Add(value);
        }

        return [.. values];
    }

    private static SafeTensorsException Fault(string name, string what) => new($"'{name}' {what}.", name);
}
