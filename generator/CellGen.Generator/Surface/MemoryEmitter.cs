using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the memory of a model: State, Workspace, Tape, Gradient, and the table of an embedding's products.</summary>
internal sealed class MemoryEmitter(CodeWriter writer, NetPlan plan)
{
    public void Emit()
    {
        new StateEmitter(writer, plan).Emit();
        new WorkspaceEmitter(writer, plan).Emit();
        if (plan.Spec.Network.Training)
        {
            new TapeEmitter(writer, plan).Emit();
            EmitGradient();
        }
        else
        {
            new LeftOutEmitter(writer, plan.Spec).EmitMemory();
        }

        if (plan.Spec.IsEmbedded)
        {
            EmitTable();
        }
    }

    private void EmitGradient()
    {
        bool frozen = plan.Parameters.TrainedLength < plan.Parameters.PackedLength;
        writer.Raw($$"""
            /// <summary>The gradient of the parameters, shaped like them. Backward adds to it until it is cleared.</summary>
            public sealed class Gradient
            {
                private readonly AlignedBuffer _values = new AlignedBuffer({{SourceFile.Core}}.TrainedLength);

                /// <summary>All values, in the order of <see cref="Parameters"/>.</summary>
                public Span<float> Values => _values.Span;

                /// <summary>Sets all values to zero.</summary>
                public void Clear() => _values.Span.Clear();

                /// <summary>Copies the gradient of one tensor out, in torch's shape, row-major.</summary>
                /// <param name="name">torch's name, such as weight_ih_l0.</param>
                /// <param name="destination">As many floats as the tensor has.</param>
                /// <exception cref="ArgumentException">There is no such tensor, or the span has not its length, or is a part of the gradient{{(frozen ? ", or it is frozen" : "")}}.</exception>
                public void Get(string name, Span<float> destination) => {{SourceFile.Core}}.Layout.{{(frozen ? "TrainedTensors" : "Tensors")}}.Get(_values.Span, name, destination);

                internal ref float At(nint offset) => ref _values.At(offset);
            }

            """);
    }

    private void EmitTable() => writer.Raw($$"""
        /// <summary>
        /// The products of every token's embedding with weight_ih, and bias_ih added: for inference without the embedding's
        /// multiply-adds, with the same bits. A snapshot: later changes of the parameters do not reach it.
        /// </summary>
        public sealed class TokenTable
        {
            internal readonly AlignedBuffer Products;

            internal TokenTable({{plan.Spec.Type.Name}} net) => Products = net.{{SourceFile.CoreField}}.FoldEmbedding();
        }

        """);
}
