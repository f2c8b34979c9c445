using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits State: the states of all layers and directions as one plain value.</summary>
internal sealed class StateEmitter(CodeWriter writer, NetPlan plan)
{
    public void Emit() => Emit(writer, "The state of every layer and direction", plan.StateFloats, () => EmitParts(isPublic: true));

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

    /// <summary>The members that hold the parts of a cell's state.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="plan">The cell.</param>
    /// <param name="owner">What has members of the same names, which take the first float where it asks for it.</param>
    /// <param name="first">Its first argument, or nothing.</param>
    /// <param name="isPublic">Whether they are documented.</param>
    public static void EmitAccessors(CodeWriter writer, NetPlan plan, string owner, string first, bool isPublic)
    {
        Emit("Hidden", "The hidden state h.", plan.StateParts[0]);
        if (plan.StateParts.Count > 1)
        {
            Emit("Cell", plan.StateParts.Count == 2 ? "The cell state c." : $"The state {plan.StateParts[1].Name}, the first of the further ones.", plan.StateParts[1]);
        }

        if (plan.StateParts.Count > 2)
        {
            Emit("Further", $"A further state of the equations: one of {string.Join(", ", plan.StateParts.Skip(1).Select(part => part.Name))}.", plan.StateParts[1], "char name, ", "name, ");
        }

        void Emit(string name, string summary, StatePart part, string parameter = "", string argument = "")
        {
            writer.Line();
            if (isPublic)
            {
                writer.Raw(Invariant($"""
                    /// <summary>{summary}</summary>{(parameter.Length == 0 ? "" : "\n/// <param name=\"name\">Its letter.</param>")}
                    /// <param name="layer">The layer, from 0.</param>
                    /// <param name="direction">0 is forward, 1 is backward.</param>
                    /// <returns>{plan.SizeOf(part.Units)} floats, the memory of this state: not to be used longer than it. C# 11 and later see to that.</returns>{(parameter.Length == 0 ? "" : "\n/// <exception cref=\"ArgumentException\">The equations have no such state.</exception>")}
                    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or direction.</exception>
                    """));
            }

            writer.Raw($"""
                [global::System.Diagnostics.CodeAnalysis.UnscopedRef]
                public Span<float> {name}({parameter}int layer, int direction = 0) => {owner}.{name}({first}{argument}layer, direction);
                """);
        }
    }

    /// <summary>The memory, and the parts of a layer and direction.</summary>
    public void EmitParts(bool isPublic)
    {
        writer.Raw(Invariant($"private float _first;\n\nprivate static StateLayout Layout => {LayoutText(plan)};"));
        EmitAccessors(writer, plan, "Layout", "ref _first, ", isPublic);
        writer.Line();
        writer.Raw(Invariant($"""
            /// <summary>A state of a layer and direction, counted together, without a check.</summary>
            internal static ref float At(ref State state, int index, int start) => ref Floats.At(ref state._first, (index * {plan.LayerStateFloats}) + start);
            """));
    }

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

    private static string Letters(NetPlan plan) =>
        plan.StateParts.Count > 2 ? $", further: \"{string.Concat(plan.StateParts.Skip(1).Select(part => part.Name))}\"" : "";

    /// <summary>Where the values of a state are.</summary>
    public static string LayoutText(NetPlan plan)
    {
        string cell = plan.StateParts.Count > 1 ? Invariant($", cellStart: {plan.StateParts[1].Offset}, cell: {plan.Spec.Cell.Hidden}{Letters(plan)}") : "";
        return Invariant($"new StateLayout({plan.Spec.Cell.Layers}, {plan.Spec.Cell.Directions}, {plan.LayerStateFloats}, {plan.Spec.Cell.StateSize}{cell})");
    }
}
