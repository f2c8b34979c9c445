using CellGen.Generator.Equations;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits State: the states of all layers and directions as one plain value.</summary>
internal sealed class StateEmitter(CodeWriter writer, ModelPlan plan)
{
    private IReadOnlyList<StateUpdate> States => plan.Step.Cell.States;

    /// <summary>The number of floats of one layer and direction.</summary>
    private int LayerFloats => States.Sum(update => plan.LanesOf(update.State.Units).PaddedUnits);

    private int Floats => plan.StateFloats;

    public void Emit()
    {
        writer.Raw(Invariant($$"""
            /// <summary>
            /// The state of every layer and direction, {{Floats * 4}} bytes; zero at first. A plain value: copy it to take a snapshot,
            /// to rewind, or to save a game.
            /// </summary>
            [StructLayout(LayoutKind.Sequential, Size = {{Floats}} * sizeof(float))]
            [UnsafeValueType]
            public struct State
            {
                private float _first;
            """));
        int start = 0;
        foreach (var update in States)
        {
            var lanes = plan.LanesOf(update.State.Units);
            bool hidden = update.State == States[0].State;
            string size = LayerText.Size(update.State.Name!);
            writer.Raw(Invariant($$"""

                    /// <summary>{{(hidden ? "The hidden state h." : "The cell state c.")}}</summary>
                    /// <param name="layer">The layer, from 0.</param>
                    /// <param name="direction">0 is forward, 1 is backward.</param>
                    /// <returns>[{{size}}]</returns>
                    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or direction.</exception>
                    public Span<float> {{LayerText.Accessor(update.State.Name!)}}(int layer, int direction = 0) => Part(layer, direction, {{start}}, {{size}});
                """));
            start += lanes.PaddedUnits;
        }

        writer.Raw(Invariant($$"""

                /// <summary>A state of a layer and direction, counted together, without a check.</summary>
                internal static ref float At(ref State state, int index, int start) => ref Unsafe.Add(ref state._first, (index * {{LayerFloats}}) + start);

                private Span<float> Part(int layer, int direction, int start, int size)
                {
                    Arguments.Index(layer, LayerCount, direction, DirectionCount);
                    return MemoryMarshal.CreateSpan(ref _first, {{Floats}}).Slice((((layer * DirectionCount) + direction) * {{LayerFloats}}) + start, size);
                }
            }

            """));
    }
}
