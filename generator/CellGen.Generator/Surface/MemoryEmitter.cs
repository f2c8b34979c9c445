using CellGen.Generator.Flow;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the memory of a model, but for its State: Workspace, Tape, Gradient, and the table of an embedding's products.</summary>
internal sealed class MemoryEmitter(CodeWriter writer, NetFace face)
{
    /// <param name="emitRecord">Emits what can be read of a tape.</param>
    public void Emit(Action emitRecord)
    {
        new WorkspaceEmitter(writer, face).Emit();
        if (face.Spec.Network.Training)
        {
            var tape = new TapeEmitter(writer, face);
            tape.Emit(" => " + tape.Memory(), emitRecord);
            new GradientEmitter(writer, face).Emit(face.Spec.IsNetwork ? [("Layers", SourceFile.Core + ".Layout.Split(_values)")] : []);
        }
        else
        {
            LeftOut.EmitMemory(writer);
        }

        if (face.Spec.HasTable)
        {
            EmitTable();
        }
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
