using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits Tape: what Forward keeps for Backward, for each sequence of a batch, and Backward's scratch memory.</summary>
internal sealed class TapeEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly CellSpec _cell = plan.Spec.Cell;

    private int States => plan.Training.Cell.States.Count;

    /// <summary>The number of layers whose outputs are kept: the last one writes to the user, unless a head follows.</summary>
    private int KeptOutputs => _cell.Layers - (_spec.Head is null ? 1 : 0);

    /// <summary>The lanes of the widest transposed weight_ih; 0 where there is none.</summary>
    private int TransposedInputLanes => Math.Max(plan.HasInputGradient ? plan.InputLanes.Lanes : 0, _cell.Layers > 1 ? plan.LayerOutputLanes.Lanes : 0);

    private bool HasDropout => _cell.DropsOutputs || plan.Training.HasMask;

    public void Emit()
    {
        var parts = Parts();
        writer.Raw("/// <summary>What Forward keeps for Backward, and Backward's scratch memory, allocated once. Not for two threads at a time.</summary>");
        writer.Open($"public sealed class Tape");
        MemoryEmitter.EmitFields(writer, parts);
        writer.Raw("""
            private readonly TapedSequences _sequences;
            private readonly nint _recordLength;
            private nint _sequence;

            /// <summary>Allocates the tape.</summary>
            /// <param name="maxSteps">The longest sequence that it will be used for, at least 1.</param>
            /// <param name="batchSize">The most sequences of a batch that it will be used for, at least 1.</param>
            /// <exception cref="ArgumentOutOfRangeException">One is below 1 or more than is possible; the message says how many are.</exception>
            """);
        MemoryEmitter.OpenConstructors(writer, "Tape", "_sequences = new TapedSequences(batchSize);\n    MaxSteps = maxSteps;");
        MemoryEmitter.EmitLayout(writer, parts.Recorded);
        writer.Raw("_recordLength = layout.Repeat(batchSize);");
        MemoryEmitter.EmitLayout(writer, parts.Scratch);
        MemoryEmitter.CloseConstructors(writer, "Tape");
        writer.Raw("""
            /// <summary>The longest sequence that it can be used for.</summary>
            public int MaxSteps { get; }

            /// <summary>The most sequences of a batch that it can be used for.</summary>
            public int BatchSize => _sequences.Capacity;

            """);
        EmitDropout();
        MemoryEmitter.EmitAccessors(writer, parts);
        EmitMembers();
        writer.Close();
        writer.Line();
    }

    private MemoryParts Parts()
    {
        var parts = new MemoryParts();
        parts.Add("Values", "LayerCount * DirectionCount * maxSteps * TapeStride", null, recorded: true);
        parts.Add("States", Invariant($"LayerCount * DirectionCount * {States} * (maxSteps + 1) * StateStride"), null, recorded: true);
        if (KeptOutputs > 0)
        {
            parts.Add("Outputs", Invariant($"{KeptOutputs} * {MemoryEmitter.Rows("LayerOutputSize")}"), null, recorded: true);
            parts.Add("Gradients", Invariant($"{Math.Min(2, KeptOutputs)} * {MemoryEmitter.Rows("LayerOutputSize")}"), null);
        }

        WorkspaceEmitter.AddShared(parts, _spec, recorded: true);
        parts.Add("Projected", MemoryEmitter.ForwardAtOnce(plan, tape: true) + "ChunkSteps * GateLanes", "The input products of a chunk of steps.");
        parts.Add("InputGates", MemoryEmitter.AtOnce(plan) + "maxSteps * GateLanes", "The gradients of W x + b_ih, a row of gates a step.");
        if (plan.ProductGateLanes > 0)
        {
            parts.Add("ProductGates", MemoryEmitter.AtOnce(plan) + "maxSteps * ProductGateLanes", "The gradients of the products within the recurrence, such as U h + b_hh, a row a step.");
        }

        parts.Add("StateGradients", Invariant($"{MemoryEmitter.AtOnce(plan)}{States} * StateStride"), null);
        if (plan.InnerOperands.Count > 0)
        {
            parts.Add("OperandGradients", MemoryEmitter.AtOnce(plan) + "OperandGradientLength", "The gradients of what is multiplied within a step.");
        }

        if (plan.Training.HasMask)
        {
            parts.Add("Masks", MemoryEmitter.AtOnce(plan) + "StateStride", null);
        }

        if (plan.Matrices.Count > 0)
        {
            parts.Add("TransposedRecurrent", "LayerCount * DirectionCount * (long)TransposedLength", null);
        }

        if (TransposedInputLanes > 0)
        {
            parts.Add("TransposedInput", Invariant($"LayerCount * DirectionCount * (long)GateLanes * {TransposedInputLanes}"), null);
        }

        if (_spec.Tokens is { Embedded: true, Frozen: false })
        {
            parts.Add("EmbeddedGradient", "maxSteps * InputSize", "The gradient of the embeddings of the tokens.");
        }

        parts.Add(
            "CleanGradient", _spec.OneRow ? "OutputSize" : MemoryEmitter.Rows("OutputSize"), "The gradient of the output without tiny values, where it has some.");
        AddHead(parts);
        return parts;
    }

    private void AddHead(MemoryParts parts)
    {
        if (plan.Head is not { Spec: var head })
        {
            return;
        }

        if (!plan.Head.IsNarrow)
        {
            parts.Add("TransposedHead", Invariant($"{plan.Head.InputLanes.Lanes} * OutputSize"), "V transposed.");
        }

        if (head.OneRow)
        {
            parts.Add("HeadInputGradient", "LayerOutputSize", "The gradient of what the head reads.");
        }

        if (head.ReadsInput)
        {
            parts.Add("HeadRowGradients", "maxSteps * HeadColumns", "The gradient of what the head reads.");
        }

        if (head.LogSoftmax)
        {
            string rows = head.OneRow ? "OutputSize" : "maxSteps * OutputSize";
            parts.Add("HeadOutput", rows, "The log-probabilities.", recorded: true);
            parts.Add("HeadGradient", rows, "The gradient of V h + b.");
        }
    }

    private void EmitDropout()
    {
        if (!HasDropout)
        {
            return;
        }

        writer.Raw("""
            /// <summary>
            /// The seed of what is dropped. Each sequence of a Forward takes the next mask; setting the seed, even to the same
            /// value, begins again, so that the same calls drop the same.
            /// </summary>
            public int DropoutSeed
            {
                get => _sequences.Seed;
                set => _sequences.Seed = value;
            }

            /// <summary>Whether Forward drops anything (torch: module.training). True at first.</summary>
            public bool Training { get; set; } = true;

            """);
    }

    private void EmitMembers()
    {
        writer.Raw(Invariant($$"""
            /// <summary>Begins a forward pass over sequences of these lengths, and selects the first.</summary>
            internal void Begin(ReadOnlySpan<int> lengths, ReadOnlySpan<float> parameters)
            {
                _sequences.Begin(lengths, parameters{{(HasDropout ? ", Training" : "")}});
                Select(0);
            }

            /// <summary>Begins a backward pass, and selects the first sequence.</summary>
            internal void BeginBackward(ReadOnlySpan<int> lengths, ReadOnlySpan<float> parameters)
            {
                _sequences.Check(lengths, parameters);
                Select(0);
            }

            /// <summary>Selects a sequence of the batch.</summary>
            internal void Select(int sequence)
            {
                _sequence = sequence * _recordLength;
                _sequences.Current = sequence;
            }

            /// <summary>The taped values of a layer and direction, TapeStride a step.</summary>
            internal ref float Values(int layer, int direction) =>
                ref _memory.At(_values + _sequence + ((nint)((layer * DirectionCount) + direction) * MaxSteps * TapeStride));

            /// <summary>The rows of a state, the initial one included: before step t and after it.</summary>
            internal ref float StateRows(int layer, int direction, int state) =>
                ref _memory.At(_states + _sequence + ((nint)((((layer * DirectionCount) + direction) * {{States}}) + state) * (MaxSteps + 1) * StateStride));

            /// <summary>The gradient of a state, as it flows back from step to step.</summary>
            internal ref float StateGradient(int state) => ref _memory.At(_stateGradients + (state * StateStride));
            """));
        if (plan.Matrices.Count > 0)
        {
            writer.Raw("""

                /// <summary>The matrices of the recurrence of a layer and direction, transposed.</summary>
                internal ref float TransposedRecurrent(int layer, int direction) =>
                    ref _memory.At(_transposedRecurrent + ((nint)((layer * DirectionCount) + direction) * TransposedLength));
                """);
        }

        if (TransposedInputLanes > 0)
        {
            writer.Raw(Invariant($$"""

                /// <summary>W of a layer and direction, transposed.</summary>
                internal ref float TransposedInput(int layer, int direction) =>
                    ref _memory.At(_transposedInput + ((nint)((layer * DirectionCount) + direction) * GateLanes * {{TransposedInputLanes}}));
                """));
        }

        if (KeptOutputs > 0)
        {
            string rows = MemoryEmitter.Rows("LayerOutputSize", "(long)MaxSteps");
            writer.Raw($$"""

                /// <summary>The outputs of a layer, [T × LayerOutputSize].</summary>
                internal ref float LayerOutput(int layer) =>
                    ref _memory.At(_outputs + _sequence + (layer * (nint){{rows}}));

                /// <summary>The gradient of the outputs of a layer; layers take turns.</summary>
                internal ref float LayerGradient(int layer) =>
                    ref _memory.At(_gradients{{(KeptOutputs > 1 ? $" + ((layer & 1) * (nint){rows})" : "")}});
                """);
        }

        if (_cell.DropsOutputs)
        {
            writer.Raw($$"""

                /// <summary>Drops outputs of a layer, or, in the backward pass, their gradients.</summary>
                internal void DropOutputs(ref float rows, int steps, int layer)
                {
                    if (_sequences.Drops)
                    {
                        {{(_cell.VariationalDropout ? "Dropout.ScaleRows" : "Dropout.Scale")}}(
                            MemoryMarshal.CreateSpan(ref rows, steps * LayerOutputSize), {{(_cell.VariationalDropout ? "LayerOutputSize, " : "")}}{{FloatText.Of((float)_cell.Dropout)}}, _sequences.Key(2 * layer));
                    }
                }
                """);
        }

        if (plan.Training.HasMask)
        {
            writer.Raw($$"""

                /// <summary>Draws which units of h are dropped throughout the sequence: 0 for those, 1/(1 − p) for the others.</summary>
                internal ref float DrawMask(int layer, int direction)
                {
                    var mask = MemoryMarshal.CreateSpan(ref _memory.At(_masks{{(plan.Interleaves ? " + (direction * StateStride)" : "")}}), StateStride);
                    if (_sequences.Drops)
                    {
                        Dropout.Mask(mask, {{FloatText.Of((float)_cell.RecurrentDropout)}}, _sequences.Key((2 * ((layer * DirectionCount) + direction)) + 1));
                    }
                    else
                    {
                        mask.Fill(1f);
                    }

                    return ref MemoryMarshal.GetReference(mask);
                }
                """);
        }
    }
}
