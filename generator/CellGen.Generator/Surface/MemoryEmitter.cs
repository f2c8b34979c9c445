using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

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

    /// <summary>The C# of the length of rows of all steps, padded to whole cache lines, where there are several of them.</summary>
    public static string Rows(string size, string steps = "maxSteps") => $"MemoryLayout.Pad({steps} * {size})";

    /// <summary>The fields of an allocation.</summary>
    public static void EmitFields(CodeWriter writer, MemoryParts parts)
    {
        writer.Raw("private readonly AlignedBuffer _memory;");
        foreach (var part in parts.Recorded.Concat(parts.Scratch))
        {
            writer.Raw($"private readonly nint {part.Field};");
        }

        writer.Line();
    }

    /// <summary>
    /// The public constructor, which checks its arguments and allocates, the length that they need, and the head of the
    /// private constructor that lays out the parts: with numbers of steps and sequences of type long, so that no product
    /// of theirs wraps.
    /// </summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="type">Workspace or Tape.</param>
    /// <param name="initialize">What else the public constructor does once the arguments are checked.</param>
    public static void OpenConstructors(CodeWriter writer, string type, string initialize)
    {
        writer.Raw($$"""
            public {{type}}(int maxSteps, int batchSize = 1)
                : this((long)maxSteps, batchSize, out _)
            {
                _memory = new AlignedBuffer(MemoryLayout.Check(maxSteps, batchSize, LengthOf));
                {{initialize}}
            }

            private {{type}}(long maxSteps, long batchSize, out MemoryLayout layout)
            """);
        writer.Open();
        writer.Raw("layout = default;");
    }

    /// <summary>The end of the private constructor, and the length of the layout.</summary>
    public static void CloseConstructors(CodeWriter writer, string type)
    {
        writer.Close();
        writer.Raw($$"""

            private static long LengthOf(int maxSteps, int batchSize)
            {
                _ = new {{type}}((long)maxSteps, batchSize, out var layout);
                return layout.Length;
            }

            """);
    }

    /// <summary>The statements of the private constructor that lay out some parts.</summary>
    public static void EmitLayout(CodeWriter writer, IEnumerable<MemoryPart> parts)
    {
        foreach (var part in parts)
        {
            writer.Raw($"{part.Field} = layout.Add({part.Length});");
        }
    }

    /// <summary>An accessor for each part that needs no index.</summary>
    public static void EmitAccessors(CodeWriter writer, MemoryParts parts)
    {
        foreach (var part in parts.Recorded.Concat(parts.Scratch).Where(part => part.Summary is not null))
        {
            string start = part.Recorded ? part.Field + " + _sequence" : part.Field;
            writer.Raw($"/// <summary>{part.Summary}</summary>\ninternal ref float {part.Name} => ref _memory.At({start});\n");
        }
    }

    private void EmitGradient()
    {
        bool frozen = plan.Parameters.TrainedLength < plan.Parameters.PackedLength;
        writer.Raw($$"""
            /// <summary>The gradient of the parameters, shaped like them. Backward adds to it until it is cleared.</summary>
            public sealed class Gradient
            {
                private readonly AlignedBuffer _values = new AlignedBuffer(TrainedLength);

                /// <summary>All values, in the order of <see cref="Parameters"/>.</summary>
                public Span<float> Values => _values.Span;

                /// <summary>Sets all values to zero.</summary>
                public void Clear() => _values.Span.Clear();

                /// <summary>Copies the gradient of one tensor out, in torch's shape, row-major.</summary>
                /// <param name="name">torch's name, such as weight_ih_l0.</param>
                /// <param name="destination">As many floats as the tensor has.</param>
                /// <exception cref="ArgumentException">There is no such tensor, or the span has not its length, or is a part of the gradient{{(frozen ? ", or it is frozen" : "")}}.</exception>
                public void Get(string name, Span<float> destination) => {{(frozen ? "Layout.TrainedTensors" : "Layout.Tensors")}}.Get(_values.Span, name, destination);

                internal ref float At(int offset) => ref _values.At(offset);
            }

            """);
    }

    /// <summary>A factor, for lengths of scratch memory: 2 where both directions of a layer are at work at once.</summary>
    public static string AtOnce(NetPlan plan) => plan.Interleaves ? "2 * " : "";

    /// <summary>The same for the scratch memory of the forward recurrence, of which two layers may be at work, too.</summary>
    public static string ForwardAtOnce(NetPlan plan, bool tape) => plan.RunsTwoChains(tape) ? "2 * " : "";

    private void EmitTable()
    {
        var (product, columns) = SharedKernelText.InputProduct(plan.Kernels, KernelName.ProjectInput);
        string call = product.CallInLines(
        [
            ("columns", columns), ("weights", "net._parameters.At(offset)"), ("biases", "net._parameters.At(offset + InputWeightLength)"),
            ("input", "net._parameters.At(EmbeddingOffset)"), ("inputStep", "EmbeddingStride"),
            ("output", "At(direction)"), ("outputStep", "GateLanes"), ("rows", Invariant($"{plan.Spec.Tokens!.Rows}")),
        ]).Replace("\n", "\n            ");
        writer.Raw(Invariant($$"""
            /// <summary>
            /// The products of every token's embedding with weight_ih, and bias_ih added: for inference without the embedding's
            /// multiply-adds, with the same bits. A snapshot: later changes of the parameters do not reach it.
            /// </summary>
            public sealed class TokenTable
            {
                private static readonly EmbeddingTable Tokens = new EmbeddingTable(VocabularySize, {{plan.Spec.Tokens!.Rows}}, GateLanes, GateLanes);

                private readonly AlignedBuffer _rows = Tokens.Allocate(DirectionCount);

                internal TokenTable({{plan.Spec.Type.Name}} net)
                {
                    for (int direction = 0; direction < DirectionCount; direction++)
                    {
                        int offset = LayerOffset(0, direction);
                        net._kernels.{{call}};
                    }
                }

                internal void Gather(int direction, ref int tokens, int tokensStep, ref float projected, int count) =>
                    Tokens.Gather(ref At(direction), ref tokens, tokensStep, ref projected, GateLanes, count);

                private ref float At(int direction) => ref _rows.At((nint)direction * {{plan.Spec.Tokens.Rows}} * GateLanes);
            }

            """));
    }
}
