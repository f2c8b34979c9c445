using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits the memory of a model: State, Workspace, Tape and Gradient.</summary>
internal sealed class MemoryEmitter(CodeWriter writer, ModelPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;

    private int States => plan.Step.Cell.States.Count;

    public void Emit()
    {
        EmitState();
        EmitWorkspace();
        EmitTape();
        EmitGradient();
    }

    private void EmitState()
    {
        int floats = _spec.Cell.Layers * _spec.Cell.Directions * States * plan.UnitLanes.PaddedUnits;
        writer.Raw(Invariant($$"""
            /// <summary>
            /// The state of every layer and direction, {{floats * 4}} bytes; zero at first. A plain value: copy it to take a snapshot,
            /// to rewind, or to save a game.
            /// </summary>
            [StructLayout(LayoutKind.Sequential, Size = {{floats}} * sizeof(float))]
            [UnsafeValueType]
            public struct State
            {
                private float _first;

                /// <summary>The hidden state h.</summary>
                /// <param name="layer">The layer, from 0.</param>
                /// <param name="direction">0 is forward, 1 is backward.</param>
                /// <returns>[HiddenSize]</returns>
                /// <exception cref="ArgumentOutOfRangeException">There is no such layer or direction.</exception>
                public Span<float> Hidden(int layer, int direction = 0) => Part(layer, direction, 0);
            """));
        if (States > 1)
        {
            writer.Raw("""

                    /// <summary>The cell state c.</summary>
                    /// <param name="layer">The layer, from 0.</param>
                    /// <param name="direction">0 is forward, 1 is backward.</param>
                    /// <returns>[HiddenSize]</returns>
                    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or direction.</exception>
                    public Span<float> Cell(int layer, int direction = 0) => Part(layer, direction, 1);
                """);
        }

        writer.Raw(Invariant($$"""

                private Span<float> Part(int layer, int direction, int state)
                {
                    Arguments.Index(layer, LayerCount, direction, DirectionCount);
                    int start = ((((layer * DirectionCount) + direction) * {{States}}) + state) * PaddedHidden;
                    return MemoryMarshal.CreateSpan(ref _first, {{floats}}).Slice(start, HiddenSize);
                }
            }

            """));
    }

    private void EmitWorkspace()
    {
        var parts = new MemoryParts();
        parts.Add("Projected", "ChunkSteps * GateLanes", "The input products of a chunk of steps.");
        parts.Add("States", $"{States} * (ChunkSteps + 1) * StateStride", null);
        bool outputs = _spec.Head is not null || _spec.Cell.Layers > 1;
        if (outputs)
        {
            parts.Add("Outputs", Invariant($"{Math.Min(2, _spec.Cell.Layers)} * ((((long)maxSteps * LayerOutputSize) + 15) & ~15L)"), null);
        }

        AddHeadInput(parts);
        writer.Raw("/// <summary>The scratch memory of Forward, allocated once. Not for two threads at a time.</summary>");
        writer.Open($"public sealed class Workspace");
        EmitMemory("Workspace", "workspace", parts);
        writer.Raw("/// <summary>The rows of a state within a chunk of steps.</summary>");
        writer.Raw("internal ref float StateRows(int state) => ref _memory.At(_states + ((nint)state * (ChunkSteps + 1) * StateStride));");
        if (outputs)
        {
            writer.Line();
            writer.Raw("/// <summary>The outputs of a layer, [T × LayerOutputSize]; layers take turns.</summary>");
            writer.Raw(_spec.Cell.Layers > 1
                ? "internal ref float LayerOutput(int layer) => ref _memory.At(_outputs + ((layer & 1) * (nint)((((long)MaxSteps * LayerOutputSize) + 15) & ~15L)));"
                : "internal ref float LayerOutput(int layer) => ref _memory.At(_outputs);");
        }

        writer.Close();
        writer.Line();
    }

    private void EmitTape()
    {
        var parts = new MemoryParts();
        parts.Add("Projected", "ChunkSteps * GateLanes", "The input products of a chunk of steps.");
        parts.Add("Values", "LayerCount * DirectionCount * (long)maxSteps * TapeStride", null);
        parts.Add("States", $"LayerCount * DirectionCount * {States} * (maxSteps + 1L) * StateStride", null);
        int outputs = _spec.Cell.Layers - (_spec.Head is null ? 1 : 0);
        if (outputs > 0)
        {
            parts.Add("Outputs", Invariant($"{outputs} * ((((long)maxSteps * LayerOutputSize) + 15) & ~15L)"), null);
            parts.Add("Gradients", Invariant($"{Math.Min(2, outputs)} * ((((long)maxSteps * LayerOutputSize) + 15) & ~15L)"), null);
        }

        parts.Add("InputGates", "(long)maxSteps * GateLanes", "The gradients of W x + b_ih, a row of gates a step.");
        if (!plan.Step.SharesGradients)
        {
            parts.Add("HiddenGates", "(long)maxSteps * GateLanes", "The gradients of U h + b_hh, a row of gates a step.");
        }

        parts.Add("StateGradients", $"{States} * StateStride", null);
        parts.Add("TransposedHidden", "GateLanes * StateStride", "U transposed.");
        int transposed = Math.Max(plan.InputLanes.Lanes, _spec.Cell.Layers > 1 ? plan.LayerOutputLanes.Lanes : 0);
        parts.Add("TransposedInput", Invariant($"GateLanes * {transposed}"), "W transposed.");
        if (_spec.Head is not null)
        {
            parts.Add("TransposedHead", Invariant($"{plan.LayerOutputLanes.Lanes} * OutputSize"), "V transposed.");
        }

        AddHeadInput(parts);
        if (_spec.OneRow)
        {
            parts.Add("HeadInputGradient", Invariant($"{plan.LayerOutputLanes.Lanes}"), "The gradient of what the head reads.");
        }

        writer.Raw("/// <summary>What Forward keeps for Backward, and Backward's scratch memory, allocated once. Not for two threads at a time.</summary>");
        writer.Open($"public sealed class Tape");
        EmitMemory("Tape", "tape", parts);
        writer.Raw(Invariant($$"""
            /// <summary>The number of steps of the last Forward.</summary>
            internal int Steps { get; set; }

            /// <summary>The taped values of a layer and direction, TapeStride a step.</summary>
            internal ref float Values(int layer, int direction) =>
                ref _memory.At(_values + ((nint)((layer * DirectionCount) + direction) * MaxSteps * TapeStride));

            /// <summary>The rows of a state, the initial one included: before step t and after it.</summary>
            internal ref float StateRows(int layer, int direction, int state) =>
                ref _memory.At(_states + ((nint)((((layer * DirectionCount) + direction) * {{States}}) + state) * (MaxSteps + 1) * StateStride));

            /// <summary>The gradient of a state, as it flows back from step to step.</summary>
            internal ref float StateGradient(int state) => ref _memory.At(_stateGradients + (state * StateStride));
            """));
        if (outputs > 0)
        {
            string turn = outputs > 1 ? "(layer & 1)" : "0";
            writer.Raw($$"""

                /// <summary>The outputs of a layer, [T × LayerOutputSize].</summary>
                internal ref float LayerOutput(int layer) =>
                    ref _memory.At(_outputs + (layer * (nint)((((long)MaxSteps * LayerOutputSize) + 15) & ~15L)));

                /// <summary>The gradient of the outputs of a layer; layers take turns.</summary>
                internal ref float LayerGradient(int layer) =>
                    ref _memory.At(_gradients + ({{turn}} * (nint)((((long)MaxSteps * LayerOutputSize) + 15) & ~15L)));
                """);
        }

        writer.Close();
        writer.Line();
    }

    private void EmitGradient() => writer.Raw("""
        /// <summary>The gradient of the parameters, shaped like them. Backward adds to it until it is cleared.</summary>
        public sealed class Gradient
        {
            private readonly AlignedBuffer _values = new AlignedBuffer(PackedLength);

            /// <summary>All values, in the order of <see cref="Parameters"/>.</summary>
            public Span<float> Values => _values.Span;

            /// <summary>Sets all values to zero.</summary>
            public void Clear() => _values.Span.Clear();

            /// <summary>Copies the gradient of one tensor out, in torch's shape, row-major.</summary>
            /// <param name="name">torch's name, such as weight_ih_l0.</param>
            /// <param name="destination">As many floats as the tensor has.</param>
            /// <exception cref="ArgumentException">There is no such tensor, or the span has not its length.</exception>
            public void Get(string name, Span<float> destination) => Tensors.Get(_values.Span, name, destination);

            internal ref float At(int offset) => ref _values.At(offset);
        }
        """);

    private void AddHeadInput(MemoryParts parts)
    {
        if (_spec.OneRow)
        {
            parts.Add("HeadInput", Invariant($"{plan.LayerOutputLanes.Lanes}"), "What the head reads.");
        }
    }

    /// <summary>The constructor, and an accessor for each part that needs no index.</summary>
    private void EmitMemory(string type, string noun, MemoryParts parts)
    {
        writer.Raw("private readonly AlignedBuffer _memory;");
        foreach (var part in parts.Items)
        {
            writer.Raw($"private readonly nint {part.Field};");
        }

        writer.Raw($$"""

            /// <summary>Allocates the {{noun}}.</summary>
            /// <param name="maxSteps">The longest sequence that it will be used for, at least 1.</param>
            /// <exception cref="ArgumentOutOfRangeException">It is below 1, or too large for one array.</exception>
            public {{type}}(int maxSteps)
            """);
        writer.Open();
        writer.Raw("""
            ArgumentOutOfRangeException.ThrowIfLessThan(maxSteps, 1);
            MaxSteps = maxSteps;
            long length = 0;
            """);
        foreach (var part in parts.Items)
        {
            writer.Raw($"{part.Field} = (nint)length;");
            writer.Raw($"length += (({part.Length}) + 15) & ~15L;");
        }

        writer.Raw("_memory = new AlignedBuffer(length);");
        writer.Close();
        writer.Raw("""

            /// <summary>The longest sequence that it can be used for.</summary>
            public int MaxSteps { get; }

            """);
        foreach (var part in parts.Items.Where(part => part.Summary is not null))
        {
            writer.Raw($"/// <summary>{part.Summary}</summary>");
            writer.Raw($"internal ref float {part.Name} => ref _memory.At({part.Field});\n");
        }
    }

    /// <summary>The parts of one allocation.</summary>
    private sealed class MemoryParts
    {
        public List<MemoryPart> Items { get; } = [];

        /// <param name="name">The part's name.</param>
        /// <param name="length">The C# of its length.</param>
        /// <param name="summary">The doc comment of its accessor; null where it needs an index.</param>
        public void Add(string name, string length, string? summary) => Items.Add(new MemoryPart(name, length, summary));
    }

    private sealed record MemoryPart(string Name, string Length, string? Summary)
    {
        public string Field => "_" + char.ToLowerInvariant(Name[0]) + Name.Substring(1);
    }
}
