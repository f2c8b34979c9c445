using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits StepMany: one step of many agents that share the weights, a group of them at a time.</summary>
internal sealed class StepManyEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly InputText _input = new(plan.Spec);

    public void Emit()
    {
        bool tokens = plan.Spec.Tokens is not null;
        writer.Raw($"""
            /// <summary>
            /// Runs one step of many agents, each with its own state: thousands of characters in a game, one set of weights. Gives
            /// the bits that Step gives each of them.
            /// </summary>
            /// <param name="{_input.Name}">{(tokens ? "[N] indices, each " + _input.Range : "[N × InputSize]")}</param>
            /// <param name="output">[N × OutputSize]</param>
            /// <param name="states">[N] in: each agent's state before the step; out: after it.</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says{(plan.Spec.Tokens is { OutOfVocabulary: false } ? ", or a token is out of the vocabulary" : "")}, or output or states share memory with each other, the input or the parameters.</exception>
            """);
        writer.Raw($"""
            public void StepMany({_input.Parameter}, Span<float> output, Span<State> states) => {SourceFile.CoreField}.StepMany({_input.Name}, output, states);

            """);
    }

    public void EmitCore()
    {
        bool tokens = plan.Spec.Tokens is not null;
        writer.Raw("/// <summary>Checks the arguments and runs a step of each agent.</summary>");
        writer.Raw(SourceFile.KernelAttribute);
        writer.Open($"public void StepMany({_input.Parameter}, Span<float> output, Span<State> states)");
        writer.Raw($"Arguments.Rows({_input.Name}.Length, states.Length, {_input.Size}, nameof({_input.Name}));\nArguments.Rows(output.Length, states.Length, OutputSize, nameof(output));");
        writer.Raw($"Arguments.DistinctForward({_input.Name}, nameof({_input.Name}), output, states, nameof(states), _parameters.Span);");
        if (tokens)
        {
            writer.Raw(_input.CheckTokens("tokens"));
        }

        writer.Raw("int agent = 0;");
        if (plan.RunsAgents)
        {
            EmitAgents();
        }

        writer.Open($"for (; agent < states.Length; agent++)");
        writer.Raw(tokens
            ? $"Step(tokens[agent], output.Slice(agent * OutputSize, OutputSize), ref states[agent]{(plan.Spec.IsEmbedded ? ", null" : "")});"
            : "Step(input.Slice(agent * InputSize, InputSize), output.Slice(agent * OutputSize, OutputSize), ref states[agent]);");
        writer.Close();
        writer.Close();
        writer.Line();
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
            ref float x = ref Unsafe.Add(ref sums, {sums} * agents);
            ref float next = ref Unsafe.Add(ref x, {wide} * agents);
            """));
        string last = "next";
        int length = wide;
        foreach (var update in states)
        {
            writer.Raw(Invariant($"ref float {update.State.Name} = ref Unsafe.Add(ref {last}, {length} * agents);"));
            last = update.State.Name!;
            length = plan.UnitLanes.PaddedUnits;
        }

        writer.Open($"for (; states.Length - agent >= _kernels.FewestAgents; agent += agents)");
        writer.Raw("""
            int count = Math.Min(agents, states.Length - agent);
            ref State first = ref states[agent];
            Transposition.Transpose(ref Unsafe.Add(ref MemoryMarshal.GetReference(input), agent * InputSize), InputSize, ref x, agents, count, InputSize);
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
            writer.Close();
            writer.Line();
        }

        const string target = "Unsafe.Add(ref MemoryMarshal.GetReference(output), agent * OutputSize)";
        if (plan.Spec.Head is not null)
        {
            new LayerText(writer, plan).EmitHead("State.At(ref first, LayerCount - 1, 0)", "StateFloats", target, "OutputSize", "count");
        }
        else
        {
            writer.Raw($"Transposition.Transpose(ref {(loop ? "x" : "next")}, agents, ref {target}, OutputSize, OutputSize, count);");
        }

        writer.Close();
        writer.Line();
    }
}
