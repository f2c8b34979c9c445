using CellGen.Generator.Flow;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits State: the states of all layers and directions as one plain value.</summary>
internal static class StateEmitter
{
    /// <summary>That of one stack.</summary>
    public static void Emit(CodeWriter writer, NetPlan plan) =>
        Emit(writer, "The state of every layer and direction", plan.StateFloats, () => new CellStateEmitter(writer, plan).EmitParts(isPublic: true));

    /// <summary>A State, whatever its members are.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="what">What it is the state of.</param>
    /// <param name="floats">Its size.</param>
    /// <param name="emitMembers">Emits _first, Layout, and what users see of it.</param>
    public static void Emit(CodeWriter writer, string what, int floats, Action emitMembers)
    {
        EmitHead(writer, what, floats);
        writer.Open();
        emitMembers();
        EmitValue(writer);
        writer.End();
    }

    /// <summary>What stands above the members.</summary>
    private static void EmitHead(CodeWriter writer, string what, int floats) => writer.Raw(Invariant($"""
        /// <summary>
        /// {what}, {floats * 4} bytes; zero at first. A plain value: copy it to take a snapshot,
        /// to rewind, or to save a game. States are equal where all their values have the same bits.
        /// </summary>
        /// <remarks>
        /// An element of a List, or what a property returns, is a copy: what is written to its spans is lost. Write to a
        /// variable, a field or an element of an array. In JSON a state is an array of its values, with all their bits (a
        /// JsonSerializerContext sees that where the net is in another project); in binary, save what CopyTo gives.
        /// </remarks>
        [StructLayout(LayoutKind.Sequential, Size = {floats} * sizeof(float))]
        [UnsafeValueType]
        [global::System.Text.Json.Serialization.JsonConverter(typeof(StateConverter<State>))]
        public struct State : IRecurrentState, IEquatable<State>
        """));

    /// <summary>What makes it a value.</summary>
    private static void EmitValue(CodeWriter writer) => writer.Raw("""

        /// <inheritdoc/>
        public readonly int ValueCount => Layout.ValueCount;

        /// <inheritdoc/>
        public readonly void CopyTo(Span<float> destination) => Layout.CopyTo(in _first, destination);

        /// <inheritdoc/>
        public void CopyFrom(ReadOnlySpan<float> source) => Layout.CopyFrom(source, ref _first);

        /// <summary>Whether all values have the same bits.</summary>
        public readonly bool Equals(State other) => Layout.Equal(in _first, in other._first);

        /// <inheritdoc/>
        public override readonly bool Equals(object? obj) => obj is State other && Equals(other);

        /// <inheritdoc/>
        public override readonly int GetHashCode() => Layout.Hash(in _first);

        /// <summary>Whether all values have the same bits.</summary>
        public static bool operator ==(State left, State right) => left.Equals(right);

        /// <summary>Whether some values have other bits.</summary>
        public static bool operator !=(State left, State right) => !left.Equals(right);
        """);
}
