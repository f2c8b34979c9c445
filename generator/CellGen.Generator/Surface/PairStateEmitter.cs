using CellGen.Generator.Flow;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits the State of a decoder: that of its cell, and how many steps it has gone.</summary>
internal sealed class PairStateEmitter(CodeWriter writer, PairPlan plan)
{
    public void Emit() => StateEmitter.Emit(writer, "The state of the decoder", plan.StateFloats, () =>
    {
        writer.Raw($$"""
            private float _first;

            private static NetworkStateLayout Layout => {{SourceFile.Core}}.Layout.States;

            /// <summary>The number of steps that led to this state: before the first it is what {{(plan.Encodes ? "the source came to" : "the context says")}}, whatever else is written here.</summary>
            public int Position
            {
                readonly get => Layout.Whole(in _first, {{Invariant($"{plan.DecoderFloats}")}});
                internal set => Floats.At(ref _first, {{Invariant($"{plan.DecoderFloats}")}}) = value;
            }
            """);
        new CellStateEmitter(writer, plan.Decoder.Core).EmitAccessors("Layout.Cell(ref _first, 0)", "", isPublic: true);
    });
}
