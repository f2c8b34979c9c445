using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits Tape: what Forward keeps for Backward, for each sequence of a batch, and Backward's scratch memory.</summary>
internal sealed class TapeEmitter(CodeWriter writer, NetFace face, Action<CodeWriter> emitRecord)
{
    public void Emit()
    {
        writer.Raw($$"""
            /// <summary>What Forward keeps for Backward, and Backward's scratch memory, allocated once. Not for two threads at a time.</summary>
            public sealed class Tape
            {
                internal readonly {{face.Memory}} Memory;

                /// <summary>Allocates the tape.</summary>
                /// <param name="maxSteps">The longest sequence that it will be used for, at least 1.</param>
                /// <param name="batchSize">The most sequences of a batch that it will be used for, at least 1.</param>
                /// <exception cref="ArgumentOutOfRangeException">One is below 1 or more than is possible; the message says how many are.</exception>
                public Tape(int maxSteps, int batchSize = 1) => Memory = new {{face.Memory}}({{SourceFile.Core}}.Layout.Tape, maxSteps, batchSize){{(face.Drops ? " { Drops = true }" : "")}};

                /// <summary>The longest sequence that it can be used for.</summary>
                public int MaxSteps => Memory.MaxSteps;

                /// <summary>The most sequences of a batch that it can be used for.</summary>
                public int BatchSize => Memory.BatchSize;
            """);
        emitRecord(writer);
        if (face.Drops)
        {
            EmitDropout(writer);
        }

        writer.Raw("}\n");
    }

    /// <summary>What a tape has that drops.</summary>
    public static void EmitDropout(CodeWriter writer) =>
        writer.Raw("""

                /// <summary>
                /// The seed of what is dropped. Each sequence of a Forward takes the next mask; setting the seed, even to the same
                /// value, begins again, so that the same calls drop the same.
                /// </summary>
                public int DropoutSeed
                {
                    get => Memory.DropoutSeed;
                    set => Memory.DropoutSeed = value;
                }

                /// <summary>Whether Forward drops anything (torch: module.training). True at first.</summary>
                public bool Training
                {
                    get => Memory.Drops;
                    set => Memory.Drops = value;
                }
            """);
}
