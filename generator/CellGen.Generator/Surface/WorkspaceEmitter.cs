using CellGen.Generator.Flow;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits Workspace: the scratch memory of Forward.</summary>
internal sealed class WorkspaceEmitter(CodeWriter writer, NetFace face)
{
    public void Emit()
    {
        string side = face.RunsBatchLanes ? "With memory for them, neighbours of one length run side by side, which takes less time." : "The same memory serves them all.";
        writer.Raw($$"""
            /// <summary>The scratch memory of Forward, allocated once. Not for two threads at a time.</summary>
            public sealed class Workspace
            {
                internal readonly {{face.Memory}} Memory;

                /// <summary>Allocates the workspace.</summary>
                /// <param name="maxSteps">The longest sequence that it will be used for, at least 1.</param>
                /// <param name="batchSize">
                /// The number of sequences of the batches that it is meant for, at least 1; it can be used for any. {{side}}
                /// </param>
                /// <exception cref="ArgumentOutOfRangeException">One is below 1 or more than is possible; the message says how many are.</exception>
                public Workspace(int maxSteps, int batchSize = 1) => Memory = new {{face.Memory}}({{SourceFile.Core}}.Layout.Workspace, maxSteps, batchSize);

                /// <summary>The longest sequence that it can be used for.</summary>
                public int MaxSteps => Memory.MaxSteps;
            }

            """);
    }
}
