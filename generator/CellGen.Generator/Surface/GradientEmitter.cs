using CellGen.Generator.Flow;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits Gradient: the gradient of the parameters, shaped like them.</summary>
internal sealed class GradientEmitter(CodeWriter writer, NetFace face)
{
    /// <param name="parts">The fields with the gradients of parts of the parameters, and what they are made from; none of one stack.</param>
    public void Emit(params (string Field, string Value)[] parts)
    {
        writer.OpenMember("The gradient of the parameters, shaped like them. Backward adds to it until it is cleared.", "public sealed class Gradient");
        writer.Raw($"private readonly AlignedBuffer _values = new AlignedBuffer({SourceFile.Core}.TrainedLength);\n");
        foreach (var (field, _) in parts)
        {
            writer.Raw($"internal readonly AlignedBuffer[] {field};\n");
        }

        if (parts.Length > 0)
        {
            string fields = string.Join(", ", parts.Select(part => part.Field)), values = string.Join(", ", parts.Select(part => part.Value));
            writer.Raw($"""
                /// <summary>Allocates a gradient of zeros.</summary>
                public Gradient() => {(parts.Length == 1 ? $"{fields} = {values}" : $"({fields}) = ({values})")};

                """);
        }

        writer.Raw($"""
            /// <summary>All values, in the order of <see cref="Parameters"/>.</summary>
            public Span<float> Values => _values.Span;

            /// <summary>Sets all values to zero.</summary>
            public void Clear() => _values.Span.Clear();

            /// <summary>Copies the gradient of one tensor out, in torch's shape, row-major.</summary>
            /// <param name="name">torch's name, such as {(face.Spec.Pair is null ? "" : "encoder.")}weight_ih_l0.</param>
            /// <param name="destination">As many floats as the tensor has.</param>
            /// <exception cref="ArgumentException">There is no such tensor, or the span has not its length, or is a part of the gradient{(face.IsFrozen ? ", or it is frozen" : "")}.</exception>
            public void Get(string name, Span<float> destination) => {SourceFile.Core}.Layout.{(face.IsFrozen ? "TrainedTensors" : "Tensors")}.Get(_values.Span, name, destination);

            internal ref float At(nint offset) => ref _values.At(offset);
            """);
        if (face.Spec.TrainsInitialState)
        {
            writer.Raw($"""

                /// <summary>
                /// Adds the gradient of the state before a sequence, as Backward gives it, to that of the net's initial state: for
                /// sequences that were begun with what GetInitialState gave. Backward without a state gradient has done so.
                /// </summary>
                /// <param name="stateGradient">The gradient of the initial state.</param>
                public void AddInitialState(in State stateGradient) => {SourceFile.Core}.AddInitial(stateGradient, Values);
                """);
        }

        writer.End();
    }
}
