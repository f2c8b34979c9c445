using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>Emits the members that hold the state of a cell, in a State of its own or as a part of one.</summary>
internal sealed class CellStateEmitter(CodeWriter writer, NetPlan plan)
{
    /// <summary>The members that give the parts of a layer and direction.</summary>
    /// <param name="owner">What has members of the same names, which take the first float where it asks for it.</param>
    /// <param name="first">Its first argument, or nothing.</param>
    /// <param name="isPublic">Whether they are documented.</param>
    public void EmitAccessors(string owner, string first, bool isPublic)
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
        EmitAccessors("Layout", "ref _first, ", isPublic);
        writer.Line();
        writer.Raw(Invariant($"""
            /// <summary>A state of a layer and direction, counted together, without a check.</summary>
            internal static ref float At(ref State state, int index, int start) => ref Floats.At(ref state._first, (index * {plan.LayerStateFloats}) + start);
            """));
    }

    private static string Letters(NetPlan plan) =>
        plan.StateParts.Count > 2 ? $", further: \"{string.Concat(plan.StateParts.Skip(1).Select(part => part.Name))}\"" : "";

    /// <summary>Where the values of a state are.</summary>
    public static string LayoutText(NetPlan plan)
    {
        string cell = plan.StateParts.Count > 1 ? Invariant($", cellStart: {plan.StateParts[1].Offset}, cell: {plan.Spec.Cell.Hidden}{Letters(plan)}") : "";
        return Invariant($"new StateLayout({plan.Spec.Cell.Layers}, {plan.Spec.Cell.Directions}, {plan.LayerStateFloats}, {plan.Spec.Cell.StateSize}{cell})");
    }
}
