using CellGen.Generator.Kernels;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>Emits Step: one step of a stream, with all scratch memory on the stack.</summary>
internal sealed class StepEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly LayerText _layer = new(writer, plan);
    private readonly IReadOnlyList<StepKernel> _steps = plan.Kernels.Steps;

    /// <summary>The step itself. What calls it is inlined, so that there is one call.</summary>
    public void Emit()
    {
        new EntryEmitter(writer, NetFace.Of(plan)).OpenStep();
        bool tokens = _spec.Tokens is not null;
        if (!tokens)
        {
            writer.Block(
                $"if ({(_spec.Cell.Input == 1 ? "Denormals.IsTiny(input[0])" : "Denormals.AnyTiny(input)")})",
                "StepClean(input, output, ref state);\nreturn;");
            writer.Line();
        }

        EmitMemory();
        if (_spec.Head is { ReadsInput: true })
        {
            writer.Raw("""
                input.CopyTo(MemoryMarshal.CreateSpan(ref headRow, InputSize));
                state.Hidden(LayerCount - 1).CopyTo(MemoryMarshal.CreateSpan(ref Floats.At(ref headRow, InputSize), LayerOutputSize));
                """);
        }

        EmitFirstLayer();
        if (_spec.Cell.Layers > 1)
        {
            writer.Block(
                $"for (int layer = 1; layer < LayerCount; layer++)",
                $"_kernels.{Call(_steps[_steps.Count - 1], "State.At(ref state, layer - 1, 0)", "layer")};");
        }

        const string output = "MemoryMarshal.GetReference(output)";
        if (plan.StepHead is not null)
        {
            _layer.EmitAfterHead(output, "OutputSize", "1");
        }
        else if (_spec.Head is { } head)
        {
            writer.Line();
            string source = head.ReadsInput ? "headRow" : "State.At(ref state, LayerCount - 1, 0)";
            _layer.EmitHead(source, head.ReadsInput ? "HeadColumns" : "LayerOutputSize", output, "OutputSize", "1");
        }
        else if (!plan.StepWritesOutput)
        {
            writer.Line();
            writer.Raw("state.Hidden(LayerCount - 1).CopyTo(output);");
        }

        writer.End();
        if (!tokens)
        {
            writer.Raw("""
                /// <summary>Step, where there are tiny values in the input: without them. Inlined, it would have every step clear its memory.</summary>
                [MethodImpl(MethodImplOptions.NoInlining)]
                private void StepClean(ReadOnlySpan<float> input, Span<float> output, ref State state)
                {
                    Span<float> clean = stackalloc float[InputSize];
                    input.CopyTo(clean);
                    Denormals.Flush(clean);
                    Step(clean, output, ref state);
                }

                """);
        }
    }

    private void EmitMemory()
    {
        var parts = new List<(string Name, string Length)>();
        if (_spec.Tokens is not null)
        {
            parts.Add(("projected", LayerText.GateRow(plan)));
        }

        if (_spec.Head is { ReadsInput: true })
        {
            parts.Add(("headRow", "HeadColumns"));
        }

        if (_spec.IsEmbedded)
        {
            parts.Add(("embedded", "InputSize"));
        }

        if (parts.Count == 0)
        {
            return;
        }

        writer.Raw($"Span<float> memory = stackalloc float[{string.Join(" + ", parts.Select(part => part.Length))}];");
        writer.Raw($"ref float {parts[0].Name} = ref MemoryMarshal.GetReference(memory);");
        for (int i = 1; i < parts.Count; i++)
        {
            writer.Raw($"ref float {parts[i].Name} = ref Floats.At(ref {parts[i - 1].Name}, {parts[i - 1].Length});");
        }
    }

    private void EmitFirstLayer()
    {
        if (_spec.Tokens is null)
        {
            writer.Raw($"_kernels.{Call(_steps[0], "MemoryMarshal.GetReference(input)", "0")};");
            return;
        }

        string bias = _spec.Cell.Bias ? "ref _parameters.At(InputWeightLength), " : "";
        if (_spec.GathersColumns)
        {
            writer.Raw($"Layout.InputMatrix.Gather(ref _parameters.At(0), {bias}ref token, 1, ref projected, GateLanes, 1);");
        }
        else
        {
            var (product, columns) = SharedKernelText.InputProduct(plan.Kernels, KernelName.ProjectInput);
            string project = product.Call(
                ("columns", columns), ("weights", "_parameters.At(0)"), ("biases", "_parameters.At(InputWeightLength)"),
                ("input", "embedded"), ("inputStep", "InputSize"), ("output", "projected"), ("outputStep", "GateLanes"), ("rows", "1"));
            const string gather = "Layout.Embeddings.Gather(ref _parameters.At(EmbeddingOffset), ref token, 1, ref embedded, InputSize, 1);";
            if (!_spec.HasTable)
            {
                writer.Raw($"{gather}\n_kernels.{project};{(plan.Step.ReadsInput ? "\nRows.Copy(ref embedded, 0, ref Floats.At(ref projected, GateLanes), 0, 1, HiddenSize);" : "")}");
            }
            else
            {
                writer.Raw($$"""
                    if (table is not null)
                    {
                        Layout.Folded.Gather(ref table.Products.At(0), ref token, 1, ref projected, GateLanes, 1);
                    }
                    else
                    {
                        {{gather}}
                        _kernels.{{project}};
                    }

                    """);
            }
        }

        writer.Raw($"_kernels.{Call(_steps[0], "projected", "0")};");
    }

    private string Call(StepKernel step, string source, string layer)
    {
        return plan.SignatureOf(step).Call(
        [
            ("columns", layer == "0" ? "InputSize" : "LayerOutputSize"),
            ("weights", step.Input is null ? $"_parameters.At({LayerText.InputPart(_spec.Cell, "0")})" : $"_parameters.At({(layer == "0" ? "0" : $"LayerOffset({layer}, 0)")})"),
            (step.Input is null ? "projected" : "input", source),
            .. plan.StateParts.Select(part => (part.Name, FormattableString.Invariant($"State.At(ref state, {layer}, {part.Offset})"))),
            ("headWeights", "_parameters.At(HeadOffset)"),
            ("headBiases", "_parameters.At(HeadBiasOffset)"),
            ("output", "MemoryMarshal.GetReference(output)"),
        ]);
    }
}
