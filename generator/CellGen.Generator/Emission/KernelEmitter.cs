using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using Microsoft.CodeAnalysis.Text;

namespace CellGen.Generator.Emission;

/// <summary>Emits the kernels of a model, one class per vector width.</summary>
internal sealed class KernelEmitter(NetPlan plan)
{
    /// <summary>
    /// Kernels are compiled once, optimised: a model that has just been loaded does not run slow code first.
    /// </summary>
    public const string KernelAttribute = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    private bool Trains => plan.Spec.Network.Training;

    /// <summary>The class of one width, in a file of its own.</summary>
    public SourceText Emit(WidthPlan width)
    {
        var profile = width.Profile;
        var writer = new CodeWriter(new FullNames(plan.Spec.Type.HiddenTypes));
        SourceFile.Open(writer, plan.Spec.Type);
        writer.Raw(plan.Spec.Type.Declaration);
        writer.Open();
        writer.Line($"/// <summary>{Summary(profile.Target)}</summary>");
        writer.Open($"private sealed class {profile.Name}Kernels : Kernels");
        writer.Line($"public static readonly {profile.Name}Kernels Instance = new {profile.Name}Kernels();");
        foreach (var product in plan.Kernels.Products)
        {
            writer.Summary(product.Summary);
            new RowProductEmitter(writer, width).Emit(product);
        }

        if (plan.Head?.Narrow is { } head)
        {
            writer.Summary(head.Summary);
            new NarrowProductEmitter(writer, profile, head).Emit();
        }

        EmitStored(writer, width);
        if (!plan.MayLeaveTapeUnread)
        {
            writer.Summary("Runs one direction of a layer over its steps.");
            new RecurrenceEmitter(writer, plan, width, tape: false).Emit();
        }

        if (Trains)
        {
            writer.Summary("Runs one direction of a layer over its steps, and writes on the tape what the backward pass needs.");
            new RecurrenceEmitter(writer, plan, width, tape: true).Emit();
        }

        foreach (bool tape in profile.IsBrief ? [] : plan.PairedPasses.Where(tape => tape || !plan.PairsUnread))
        {
            writer.Summary("Runs steps of two layers in one loop.");
            new RecurrenceEmitter(writer, plan, width, tape) { Chains = ChainText.Pair }.Emit();
        }

        foreach (var step in plan.Kernels.Steps)
        {
            writer.Summary("Runs one step of a stream, in place.");
            new StepKernelEmitter(writer, plan, width).Emit(step);
        }

        if (width.Agents is { } agents)
        {
            writer.Summary("The number of agents, or of sequences, that StepAgents runs at once.");
            writer.Line($"public override int Agents => {agents.Agents};");
            if (agents.FewestAgents < int.MaxValue)
            {
                writer.Summary("The number of agents that it takes for StepAgents to be faster than one after the other.");
                writer.Line($"public override int FewestAgents => {agents.FewestAgents};");
            }

            foreach (var input in plan.Kernels.AgentInputs)
            {
                writer.Summary("Runs one step of a layer for a group of agents.");
                new AgentStepEmitter(writer, plan, width).Emit(input);
            }

            writer.Summary("The equations of some units for a group of agents, from their sums.");
            new AgentUnitsEmitter(writer, plan, width).Emit();
        }

        if (Trains)
        {
            writer.Summary("Runs one direction of a layer backwards over its steps.");
            new BackwardEmitter(writer, plan, width).Emit();
        }

        foreach (var gradient in plan.Kernels.WeightGradients)
        {
            writer.Summary(gradient.Summary);
            new WeightGradientEmitter(writer, width).Emit(gradient);
        }

        writer.Close();
        writer.Close();
        SourceFile.Close(writer, plan.Spec.Type);
        return writer.ToSourceText();
    }

    /// <summary>What the recurrences with and without a tape share where sums go through memory.</summary>
    private void EmitStored(CodeWriter writer, WidthPlan width)
    {
        foreach (var schedule in width.Matrices)
        {
            if (schedule.Stored is not { } stored)
            {
                continue;
            }

            var matrix = schedule.Matrix;
            var phase = plan.Step.PhaseOf(matrix);
            writer.Summary($"The product with {matrix.TensorText} of one step.");
            new StoredProductEmitter(writer, plan, width.Profile, phase, stored).Emit();
            if (!plan.MayLeaveTapeUnread || (plan.PairsLayers(tape: false) && !plan.PairsUnread))
            {
                writer.Summary("The equations of one step, from its sums.");
                new StoredUnitsEmitter(writer, plan, width, phase, tape: false).Emit();
            }

            if (!Trains || !plan.RunsTwoChains(tape: true))
            {
                continue;
            }

            writer.Summary("The equations of one step, from its sums, and what the backward pass needs.");
            new StoredUnitsEmitter(writer, plan, width, plan.Training.PhaseOf(matrix), tape: true).Emit();
        }
    }

    private static string Summary(Target target) => target.IsPlain
        ? $"Kernels without vectors, for {target.Machines}: they multiply, then add."
        : FormattableString.Invariant($"Kernels of {target.Bits} bits, for {target.Machines}.");
}
