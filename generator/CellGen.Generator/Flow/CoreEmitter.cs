using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using Microsoft.CodeAnalysis.Text;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>
/// Emits the core: the one nested type in which everything is that a net has and its users do not see, so that no name of
/// theirs clashes with one of ours.
/// </summary>
internal sealed class CoreEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;

    private bool HasUpperLayers => _spec.Cell.Layers > 1;

    private string Name => _spec.Part?.Name ?? SourceFile.Core;

    /// <summary>The file of a stack that is a part of a net, within the net's core.</summary>
    public static SourceText EmitPart(NetPlan part) =>
        SourceFile.OfCore(part.Spec.Type, SourceFile.SpacesOfNet, writer => new CoreEmitter(writer, part).Emit());

    public void Emit()
    {
        writer.Raw(_spec.Part is null
            ? "/// <summary>What the net is made of: its parameters, and the flow through layers, directions and kernels.</summary>"
            : "/// <summary>A layer of the net: its parameters, and the flow through directions and kernels.</summary>");
        writer.Open($"{(_spec.Part is null ? "private" : "public")} partial struct {Name}");
        if (_spec.Part is not null)
        {
            new PartEmitter(writer, plan).EmitConstants();
        }

        new ConstantsEmitter(writer, plan).Emit();
        new LayoutEmitter(writer, plan).Emit();
        EmitFields();
        if (HasUpperLayers)
        {
            EmitPlaces();
        }

        if (_spec.HasTable)
        {
            EmitFold();
        }

        new BatchLoopEmitter(writer, plan).EmitForward();
        new SequenceEmitter(writer, plan).Emit();
        if (plan.RunsBatchLanes)
        {
            new BatchLanesEmitter(writer, plan).Emit();
        }

        if (_spec.HasStep)
        {
            new StepEmitter(writer, plan).Emit();
            if (_spec.Network.Agents)
            {
                if (_spec.Cell.IsDense)
                {
                    new DenseManyEmitter(writer, plan).Emit();
                }
                else
                {
                    new StepManyEmitter(writer, plan).Emit();
                }
            }
        }

        if (_spec.Network.Training)
        {
            new BatchLoopEmitter(writer, plan).EmitBackward();
            new SequenceBackwardEmitter(writer, plan).Emit();
        }

        new KernelContractEmitter(writer, plan).Emit();
        if (_spec is { Part: null, Network.Training: true })
        {
            new TrainingPassEmitter(writer, NetFace.Of(plan)).Emit();
        }

        if (_spec.Part is not null)
        {
            new PartEmitter(writer, plan).EmitState();
            if (_spec is { Cell.IsDense: true, HasStep: true, Network.Agents: true })
            {
                new DenseManyEmitter(writer, plan).EmitMemory();
            }
        }

        writer.Close();
    }

    private void EmitFields() => writer.Raw($$"""
        private readonly AlignedBuffer _parameters;
        private Kernels _kernels;
        private VectorWidth _width;

        public {{Name}}(AlignedBuffer parameters)
        {
            _parameters = parameters;
            _width = {{(_spec.Network.Widths.HasFlag(VectorWidths.Default) ? "Hardware.PreferredWidth" : "Kernels.Widest")}};
            _kernels = Kernels.Of(_width);
        }

        /// <summary>The packed parameters.</summary>
        public readonly Span<float> Parameters => _parameters.Span;

        /// <summary>The vector width, and with it the kernels.</summary>
        public VectorWidth Width
        {
            readonly get => _width;
            set => (_width, _kernels) = (Arguments.Width(value), Kernels.Of(value));
        }

        """);

    private void EmitPlaces() => writer.Raw($"""
        /// <summary>Where the packed parameters of one direction of a layer begin.</summary>
        private static int LayerOffset(int layer, int direction) => layer == 0
            ? direction * FirstLayerLength
            : (DirectionCount * FirstLayerLength) + ((((layer - 1) * DirectionCount) + direction) * UpperLayerLength);

        /// <summary>The length of weight_ih of a layer.</summary>
        private static int WeightInputLength(int layer) => layer == 0 ? InputWeightLength : LayerWeightLength;

        /// <summary>The length of weight_ih and bias_ih of a layer.</summary>
        private static int InputPartLength(int layer) => WeightInputLength(layer){(_spec.Cell.Bias ? " + GateLanes" : "")};

        """);

    /// <summary>The products of all tokens' embeddings, for a table.</summary>
    private void EmitFold()
    {
        var (product, columns) = SharedKernelText.InputProduct(plan.Kernels, KernelName.ProjectInput);
        int rows = _spec.Tokens!.Rows;
        string call = product.CallInLines(
        [
            ("columns", columns), ("weights", "_parameters.At(offset)"), ("biases", "_parameters.At(offset + InputWeightLength)"),
            ("input", "_parameters.At(EmbeddingOffset)"), ("inputStep", "EmbeddingStride"),
            ("output", Invariant($"products.At((nint)direction * {rows} * GateLanes)")), ("outputStep", "GateLanes"), ("rows", Invariant($"{rows}")),
        ]).Replace("\n", "\n        ");
        writer.Raw($$"""
            /// <summary>The products of every token's embedding with weight_ih, and bias_ih added; one direction after the other.</summary>
            public AlignedBuffer FoldEmbedding()
            {
                var products = Layout.Folded.Allocate(DirectionCount);
                for (int direction = 0; direction < DirectionCount; direction++)
                {
                    int offset = direction * FirstLayerLength;
                    _kernels.{{call}};
                }

                return products;
            }

            """);
    }
}
