using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CellGen.Generated;

/// <summary>A state in JSON: an array of its values, in the order of <see cref="IRecurrentState.CopyTo"/>, with all their bits.</summary>
/// <typeparam name="TState">The State of a net.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StateConverter<TState> : JsonConverter<TState>
    where TState : struct, IRecurrentState
{
    /// <summary>Reads a state.</summary>
    /// <exception cref="JsonException">It is no array of as many finite numbers as the state has values.</exception>
    public override TState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        TState state = default;
        var values = new float[state.ValueCount];
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"A state of this net is an array of {values.Length} numbers; found {reader.TokenType}.");
        }

        int count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            float value = 0;
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetSingle(out value) || !float.IsFinite(value))
            {
                throw new JsonException($"Value {count} of a state is no number of type float.");
            }

            if (count < values.Length)
            {
                values[count] = value;
            }
        }

        if (count != values.Length)
        {
            throw new JsonException($"A state of this net has {values.Length} values; the array has {count}.");
        }

        state.CopyFrom(values);
        return state;
    }

    /// <summary>Writes a state.</summary>
    /// <exception cref="JsonException">A value is NaN or infinite: JSON has no number for it.</exception>
    public override void Write(Utf8JsonWriter writer, TState value, JsonSerializerOptions options)
    {
        var values = new float[value.ValueCount];
        value.CopyTo(values);
        writer.WriteStartArray();
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new JsonException($"Value {i} of a state is {values[i]}; JSON has no number for it.");
            }

            writer.WriteNumberValue(values[i]);
        }

        writer.WriteEndArray();
    }
}
