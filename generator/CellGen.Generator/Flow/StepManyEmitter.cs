using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>Emits StepMany: one step of many agents that share the weights, a group of them at a time.</summary>
internal sealed class StepManyEmitter(CodeWriter writer, NetPlan plan)
{
    /// <summary>From one agent's row to the next.</summary>
    private string InputStep => plan.Spec.Part is null ? "InputSize" : "inputStep";

    private string OutputStep => plan.Spec.Part is null ? "OutputSize" : "outputStep";

    public void Emit()
    {
        var spec = plan.Spec;
        bool isPart = spec.Part is not null;
        new EntryEmitter(writer, NetFace.Of(plan)).OpenStepMany();
        writer.Raw("int agent = 0;");
        if (plan.RunsAgents)
        {
            EmitAgents();
        }

        string input = spec.Tokens is null ? $"input.Slice(agent * {InputStep}, InputSize)" : $"tokens[{(isPart ? "agent * tokensStep" : "agent")}]";
        writer.Block(
            $"for (; agent < states.Length; agent++)",
            $"Step({input}, output.Slice(agent * {OutputStep}, OutputSize), ref states[agent]{(spec.HasTable ? ", null" : "")});");
        writer.End();
    }

    private void EmitAgents()
    {
        var states = plan.Step.Cell.States;
        var plans = plan.Agents;
        int most = plans.Max(agents => agents.Agents);
        int sums = plans[0].SumRows;
        int wide = Math.Max(plan.Spec.Cell.Input, plan.UnitLanes.PaddedUnits);
        int rows = sums + (2 * wide) + (states.Count * plan.UnitLanes.PaddedUnits);
        writer.Raw(Invariant($"""
            // Rows of agents: lanes are agents.
            int agents = _kernels.Agents;
            Span<float> memory = stackalloc float[({rows} * {most}) + StackMemory.Slack];
            ref float sums = ref StackMemory.Align(memory);
            ref float x = ref Floats.At(ref sums, {sums} * agents);
            ref float next = ref Floats.At(ref x, {wide} * agents);
            """));
        string last = "next";
        int length = wide;
        foreach (var update in states)
        {
            writer.Raw(Invariant($"ref float {update.State.Name} = ref Floats.At(ref {last}, {length} * agents);"));
            last = update.State.Name!;
            length = plan.UnitLanes.PaddedUnits;
        }

        writer.Open($"for (; states.Length - agent >= _kernels.FewestAgents; agent += agents)");
        writer.Raw($"""
            int count = Math.Min(agents, states.Length - agent);
            ref State first = ref states[agent];
            Transposition.Transpose(ref Floats.At(ref MemoryMarshal.GetReference(input), agent * {InputStep}), {InputStep}, ref x, agents, count, InputSize);
            Denormals.Flush(MemoryMarshal.CreateSpan(ref x, InputSize * agents));
            """);
        bool loop = plan.Spec.Cell.Layers > 1;
        if (loop)
        {
            writer.Open($"for (int layer = 0; layer < LayerCount; layer++)");
        }

        string layer = loop ? "layer" : "0";
        foreach (var part in plan.StateParts)
        {
            writer.Raw(Invariant($"Transposition.Transpose(ref State.At(ref first, {layer}, {part.Offset}), StateFloats, ref {part.Name}, agents, count, {LayerText.Size(part.Name)});"));
        }

        writer.Raw(AgentInputText.Call(plan, layer, "_parameters.At(0)", "_parameters.At(LayerOffset(layer, 0))"));
        writer.Raw($"Transposition.Transpose(ref next, agents, ref State.At(ref first, {layer}, 0), StateFloats, StateSize, count);");
        foreach (var part in plan.StateParts.Skip(1))
        {
            writer.Raw(Invariant($"Transposition.Transpose(ref {part.Name}, agents, ref State.At(ref first, {layer}, {part.Offset}), StateFloats, {LayerText.Size(part.Name)}, count);"));
        }

        if (loop)
        {
            writer.Raw("""
                ref float read = ref x;
                x = ref next;
                next = ref read;
                """);
            writer.End();
        }

        string target = $"Floats.At(ref MemoryMarshal.GetReference(output), agent * {OutputStep})";
        if (plan.Spec.Head is not null)
        {
            new LayerText(writer, plan).EmitHead("State.At(ref first, LayerCount - 1, 0)", "StateFloats", target, OutputStep, "count");
        }
        else
        {
            writer.Raw($"Transposition.Transpose(ref {(loop ? "x" : "next")}, agents, ref {target}, {OutputStep}, OutputSize, count);");
        }

        writer.End();
    }
}
