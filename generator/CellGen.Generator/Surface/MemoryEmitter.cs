using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the memory of a model, but for its State: Workspace, Tape, Gradient, and the table of an embedding's products.</summary>
internal sealed class MemoryEmitter(CodeWriter writer, NetFace face, Action<CodeWriter> emitRecord)
{
    public void Emit()
    {
        new WorkspaceEmitter(writer, face).Emit();
        if (face.Spec.Network.Training)
        {
            new TapeEmitter(writer, face, emitRecord).Emit();
            EmitGradient();
        }
        else
        {
            new LeftOutEmitter(writer, face).EmitMemory();
        }

        if (face.Spec.HasTable)
        {
            EmitTable();
        }
    }

    /// <summary>Of several layers, each layer's part.</summary>
    private string Layers => face.Spec.IsNetwork
        ? $"""


                internal readonly AlignedBuffer[] Layers;

                /// <summary>Allocates a gradient of zeros.</summary>
                public Gradient() => Layers = {SourceFile.Core}.Layout.Split(_values);
            """
        : "";

    /// <summary>Where states are parameters, their gradient.</summary>
    private string InitialState => face.Spec.TrainsInitialState
        ? $"""


                /// <summary>
                /// Adds the gradient of the state before a sequence, as Backward gives it, to that of the net's initial state: for
                /// sequences that were begun with what GetInitialState gave. Backward without a state gradient has done so.
                /// </summary>
                /// <param name="stateGradient">The gradient of the initial state.</param>
                public void AddInitialState(in State stateGradient) => {SourceFile.Core}.AddInitial(stateGradient, Values);
            """
        : "";

    private void EmitGradient()
    {
        bool frozen = face.IsFrozen;
        writer.Raw($$"""
            /// <summary>The gradient of the parameters, shaped like them. Backward adds to it until it is cleared.</summary>
            public sealed class Gradient
            {
                private readonly AlignedBuffer _values = new AlignedBuffer({{SourceFile.Core}}.TrainedLength);{{Layers}}

                /// <summary>All values, in the order of <see cref="Parameters"/>.</summary>
                public Span<float> Values => _values.Span;

                /// <summary>Sets all values to zero.</summary>
                public void Clear() => _values.Span.Clear();

                /// <summary>Copies the gradient of one tensor out, in torch's shape, row-major.</summary>
                /// <param name="name">torch's name, such as weight_ih_l0.</param>
                /// <param name="destination">As many floats as the tensor has.</param>
                /// <exception cref="ArgumentException">There is no such tensor, or the span has not its length, or is a part of the gradient{{(frozen ? ", or it is frozen" : "")}}.</exception>
                public void Get(string name, Span<float> destination) => {{SourceFile.Core}}.Layout.{{(frozen ? "TrainedTensors" : "Tensors")}}.Get(_values.Span, name, destination);

                internal ref float At(nint offset) => ref _values.At(offset);{{InitialState}}
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

            internal TokenTable({{face.Spec.Type.Name}} net) => Products = net.{{SourceFile.CoreField}}.FoldEmbedding();
        }

        """);
}
