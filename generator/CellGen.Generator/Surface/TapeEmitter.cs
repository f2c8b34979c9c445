using CellGen.Generator.Flow;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits Tape: what Forward keeps for Backward, for each sequence of a batch, and Backward's scratch memory.</summary>
internal sealed class TapeEmitter(CodeWriter writer, NetFace face)
{
    /// <summary>The statement that makes the memory.</summary>
    /// <param name="attention">What it has for attention, as an argument.</param>
    public string Memory(string attention = "") =>
        $"Memory = new {face.Memory}({SourceFile.Core}.Layout.Tape, {attention}maxSteps, batchSize){(face.Drops ? " { Drops = true }" : "")};";

    /// <summary>The longest of what it is made for.</summary>
    private string Longest => face.Spec.Pair is null ? "The longest sequence" : "The longest target";

    /// <param name="constructor">The body of the constructor, which makes the memory.</param>
    /// <param name="emitMembers">Emits what can be read of the tape.</param>
    public void Emit(string constructor, Action emitMembers)
    {
        writer.OpenMember("What Forward keeps for Backward, and Backward's scratch memory, allocated once. Not for two threads at a time.", "public sealed class Tape");
        writer.Raw($$"""
            internal readonly {{face.Memory}} Memory;

            /// <summary>Allocates the tape.</summary>
            /// <param name="maxSteps">{{Longest}} that it will be used for, at least 1.</param>
            /// <param name="batchSize">The most sequences of a batch that it will be used for, at least 1.</param>
            /// <exception cref="ArgumentOutOfRangeException">One is below 1 or more than is possible; the message says how many are.</exception>
            public Tape(int maxSteps, int batchSize = 1){{constructor}}

            /// <summary>{{Longest}} that it can be used for.</summary>
            public int MaxSteps => Memory.MaxSteps;

            /// <summary>The most sequences of a batch that it can be used for.</summary>
            public int BatchSize => Memory.BatchSize;
            """);
        emitMembers();
        if (face.Drops)
        {
            EmitDropout();
        }

        writer.End();
    }

    private void EmitDropout() => writer.Raw("""

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
