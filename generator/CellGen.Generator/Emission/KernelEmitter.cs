using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using Microsoft.CodeAnalysis.Text;

namespace CellGen.Generator.Emission;

/// <summary>Emits the kernels of a model: the abstract class that the model calls, and one class per vector width.</summary>
internal sealed class KernelEmitter(ModelPlan plan)
{
    /// <summary>
    /// Kernels are compiled once, optimised: a model that has just been loaded does not run slow code first.
    /// </summary>
    public const string KernelAttribute = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>Whether StepMany or batches call the kernels whose lanes are agents.</summary>
    private bool HasAgents => plan.RunsAgents || plan.RunsGroups;

    private bool Trains => plan.Spec.Network.Training;

    /// <summary>The forward passes, without a tape and with it, that run two layers at once.</summary>
    private IEnumerable<bool> PairedPasses => new[] { false, true }.Where(plan.PairsLayers);

    /// <summary>The abstract class, as a member of the model.</summary>
    public void EmitContract(CodeWriter writer)
    {
        writer.Raw("/// <summary>The computations of the net, in one class per vector width.</summary>");
        writer.Open($"private abstract class Kernels");
        writer.Raw("""
            /// <summary>The kernels of a width.</summary>
            public static Kernels Of(VectorWidth width)
            {
                if (width == VectorWidth.Bits512 && Avx512F.IsSupported)
                {
                    return Vector512Kernels.Instance;
                }

                if (width == VectorWidth.Bits256 && Fma.IsSupported)
                {
                    return Vector256Kernels.Instance;
                }

                if (width == VectorWidth.Bits128 && (Fma.IsSupported || AdvSimd.IsSupported))
                {
                    return Vector128Kernels.Instance;
                }

                return PlainKernels.Instance;
            }
            """);
        foreach (var product in plan.Kernels.Products)
        {
            EmitAbstract(writer, product.Summary, RowProductEmitter.SignatureOf(product));
        }

        if (plan.Head?.Narrow is { } head)
        {
            EmitAbstract(writer, head.Summary, NarrowProductEmitter.SignatureOf(head));
        }

        EmitForward(writer);
        if (Trains)
        {
            EmitAbstract(writer, "The same, and writes on the tape what the backward pass needs.", RecurrenceEmitter.SignatureOf(plan, tape: true));
        }

        foreach (bool tape in PairedPasses)
        {
            if (!tape && SharesPair)
            {
                EmitUnread(writer, DirectionText.Pair, "Runs steps of two layers");
                continue;
            }

            EmitSummary(writer, "Runs steps of two layers: one after the other, where there are no registers for both in one loop.");
            writer.Raw($"public virtual {RecurrenceEmitter.SignatureOf(plan, tape, pair: true).Declaration()}");
            writer.Open();
            foreach (var layer in DirectionText.Pair)
            {
                var alone = RecurrenceEmitter.SignatureOf(plan, tape);
                string call = alone.Call([("steps", "steps"), .. alone.Parameters.Select(parameter => (parameter.Name, layer.Name(parameter.Name)))]);
                writer.Raw($"{call};");
            }

            writer.Close();
        }

        foreach (var step in plan.Kernels.Steps)
        {
            EmitAbstract(writer, "Runs one step of a stream, in place.", StepKernelEmitter.SignatureOf(plan, step));
        }

        if (HasAgents)
        {
            EmitSummary(writer, "The number of agents, or of sequences, that StepAgents runs at once.");
            writer.Raw("public virtual int Agents => 0;");
            EmitSummary(writer, "The number of agents that it takes for StepAgents to be faster than one after the other.");
            writer.Raw("public virtual int FewestAgents => int.MaxValue;");
            foreach (var input in AgentInput.Of(plan))
            {
                EmitSummary(writer, "Runs one step of a layer for a group of agents: each element of an input or a state is a row of agents.");
                writer.Raw($"public virtual {AgentStepEmitter.SignatureOf(plan, input).Declaration()} => throw new NotSupportedException();");
            }
        }

        if (Trains)
        {
            EmitAbstract(writer, "Runs one direction of a layer backwards over its steps.", BackwardEmitter.SignatureOf(plan));
        }

        foreach (var gradient in plan.Kernels.WeightGradients)
        {
            EmitAbstract(writer, gradient.Summary, WeightGradientEmitter.SignatureOf(gradient));
        }

        int sums = plan.Profiles.Max(profile => StoredProduct.LanesOf(plan, profile));
        if (sums > 0)
        {
            EmitRow(writer, "SumsRow", "The sums of a product, aligned, and half of its partial sums.", $"({2 * sums} + StackMemory.Slack)");
        }

        if (plan.Kernels.Steps.Count > 0)
        {
            if (plan.Profiles.Any(profile => RecurrenceEmitter.Alternates(plan, profile)))
            {
                writer.Raw("\n/// <summary>Whether the next step of a stream visits the panels of a matrix in reverse.</summary>\nprotected bool Odd;");
            }

            EmitRow(writer, "GateRow", "The projected input of a step, on the stack.", "GateLanes");
            EmitRow(writer, "StateRow", "The new state of a step, on the stack.", "StateStride");
            if (plan.Step.Carried.Count > 0)
            {
                EmitRow(writer, "CarriedRow", "What goes from phase to phase of a step, on the stack.", "CarriedLength");
            }
        }

        writer.Close();
    }

    /// <summary>Whether two layers without a tape run as those with one, too.</summary>
    private bool SharesPair => plan.MayLeaveTapeUnread && plan.PairsLayers(tape: true);

    private void EmitForward(CodeWriter writer)
    {
        const string summary = "Runs one direction of a layer over its steps";
        if (plan.MayLeaveTapeUnread)
        {
            EmitUnread(writer, DirectionText.Of(plan), summary);
        }
        else
        {
            EmitAbstract(writer, summary + ".", RecurrenceEmitter.SignatureOf(plan, tape: false));
        }
    }

    /// <summary>A forward pass without a tape, as that with a tape of one step that nobody reads.</summary>
    private void EmitUnread(CodeWriter writer, IReadOnlyList<DirectionText> directions, string summary)
    {
        bool pair = directions == DirectionText.Pair;
        EmitSummary(writer, summary + ": with a tape of one step, which nobody reads.");
        writer.Raw(KernelAttribute);
        writer.Raw($"public virtual {RecurrenceEmitter.SignatureOf(plan, tape: false, pair).Declaration()}");
        writer.Open();
        writer.Line($"Span<float> memory = stackalloc float[{directions.Count} * TapeStride];");
        writer.Raw("ref float unread = ref MemoryMarshal.GetReference(memory);");
        var taped = RecurrenceEmitter.SignatureOf(plan, tape: true, pair);
        string call = taped.Call(
        [
            .. directions.Select((direction, index) => (direction.Name("tape"), VectorText.Element("unread", new Offset(null, index * plan.TapeStride)))),
            .. directions.Select(direction => (direction.Name("tapeStep"), "0")),
            .. taped.Parameters.Select(parameter => (parameter.Name, parameter.Name)),
        ]);
        writer.Raw($"{call};");
        writer.Close();
    }

    private static void EmitRow(CodeWriter writer, string name, string summary, string length) => writer.Raw($$"""

        /// <summary>{{summary}}</summary>
        [StructLayout(LayoutKind.Sequential, Size = {{length}} * sizeof(float))]
        protected struct {{name}}
        {
        }
        """);

    /// <summary>The class of one width, in a file of its own.</summary>
    public SourceText EmitWidth(VectorProfile profile)
    {
        var writer = new CodeWriter(new FullNames(plan.Spec.Type.HiddenTypes));
        SourceFile.Open(writer, plan.Spec.Type);
        writer.Raw(plan.Spec.Type.Declaration);
        writer.Open();
        writer.Line($"/// <summary>{Summary(profile)}</summary>");
        writer.Open($"private sealed class {profile.Name}Kernels : Kernels");
        writer.Line($"public static readonly {profile.Name}Kernels Instance = new {profile.Name}Kernels();");
        bool hasVectorFma = plan.Spec.HasVectorFma;
        foreach (var product in plan.Kernels.Products)
        {
            EmitSummary(writer, product.Summary);
            new RowProductEmitter(writer, profile, hasVectorFma).Emit(product);
        }

        if (plan.Head?.Narrow is { } head)
        {
            EmitSummary(writer, head.Summary);
            new NarrowProductEmitter(writer, profile, hasVectorFma, head).Emit();
        }

        EmitStored(writer, profile);
        if (!plan.MayLeaveTapeUnread)
        {
            EmitSummary(writer, "Runs one direction of a layer over its steps.");
            new RecurrenceEmitter(writer, plan, profile, tape: false).Emit();
        }

        if (Trains)
        {
            EmitSummary(writer, "Runs one direction of a layer over its steps, and writes on the tape what the backward pass needs.");
            new RecurrenceEmitter(writer, plan, profile, tape: true).Emit();
        }

        foreach (bool tape in profile.IsBrief ? [] : PairedPasses.Where(tape => tape || !SharesPair))
        {
            EmitSummary(writer, "Runs steps of two layers in one loop.");
            new RecurrenceEmitter(writer, plan, profile, tape) { Directions = DirectionText.Pair }.Emit();
        }

        foreach (var step in plan.Kernels.Steps)
        {
            EmitSummary(writer, "Runs one step of a stream, in place.");
            new StepKernelEmitter(writer, plan, profile).Emit(step);
        }

        if (HasAgents && !profile.IsPlain)
        {
            EmitSummary(writer, "The number of agents, or of sequences, that StepAgents runs at once.");
            var agents = AgentPlan.Create(plan, profile);
            writer.Line($"public override int Agents => {agents.Agents};");
            if (agents.FewestAgents < int.MaxValue)
            {
                EmitSummary(writer, "The number of agents that it takes for StepAgents to be faster than one after the other.");
                writer.Line($"public override int FewestAgents => {agents.FewestAgents};");
            }

            foreach (var input in AgentInput.Of(plan))
            {
                EmitSummary(writer, "Runs one step of a layer for a group of agents.");
                new AgentStepEmitter(writer, plan, profile).Emit(input);
            }

            EmitSummary(writer, "The equations of some units for a group of agents, from their sums.");
            new AgentUnitsEmitter(writer, plan, profile).Emit();
        }

        if (Trains)
        {
            EmitSummary(writer, "Runs one direction of a layer backwards over its steps.");
            new BackwardEmitter(writer, plan, profile).Emit();
        }

        foreach (var gradient in plan.Kernels.WeightGradients)
        {
            EmitSummary(writer, gradient.Summary);
            new WeightGradientEmitter(writer, profile, hasVectorFma).Emit(gradient);
        }

        writer.Close();
        writer.Close();
        SourceFile.Close(writer, plan.Spec.Type);
        return writer.ToSourceText();
    }

    /// <summary>What the recurrences with and without a tape share where sums go through memory.</summary>
    private void EmitStored(CodeWriter writer, VectorProfile profile)
    {
        foreach (var matrix in plan.Matrices)
        {
            if (StoredProduct.Create(plan, matrix, profile) is not { } stored)
            {
                continue;
            }

            var phase = plan.Step.PhaseOf(matrix);
            EmitSummary(writer, $"The product with {matrix.TensorText} of one step.");
            new StoredProductEmitter(writer, plan, profile, phase, stored).Emit();
            if (!plan.MayLeaveTapeUnread || (plan.PairsLayers(tape: false) && !SharesPair))
            {
                EmitSummary(writer, "The equations of one step, from its sums.");
                new StoredUnitsEmitter(writer, plan, profile, phase, tape: false).Emit();
            }

            if (!Trains || !plan.RunsTwoChains(tape: true))
            {
                continue;
            }

            EmitSummary(writer, "The equations of one step, from its sums, and what the backward pass needs.");
            new StoredUnitsEmitter(writer, plan, profile, plan.Training.PhaseOf(matrix), tape: true).Emit();
        }
    }

    private static string Summary(VectorProfile profile) => profile.Lanes switch
    {
        16 => "Kernels of 512 bits, for x64 with AVX-512.",
        8 => "Kernels of 256 bits, for x64 with AVX2 and FMA.",
        4 => "Kernels of 128 bits, for Arm64 and x64 with FMA.",
        _ => "Kernels without vectors, for machines without fused multiply-add: they multiply, then add.",
    };

    private static void EmitAbstract(CodeWriter writer, string summary, Signature signature)
    {
        EmitSummary(writer, summary);
        writer.Raw($"public abstract {signature.Declaration()};");
    }

    private static void EmitSummary(CodeWriter writer, string summary)
    {
        writer.Line();
        writer.Raw($"/// <summary>{summary}</summary>");
    }
}
