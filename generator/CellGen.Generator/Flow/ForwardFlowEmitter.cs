using CellGen.Generator.Kernels;
using CellGen.Generator.Model;
using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>Emits one way through the layers: the loop over them, alone or in pairs, and what runs them.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="plan">The model.</param>
/// <param name="tape">Whether it is the way with a tape; where there is one way alone, it serves both.</param>
/// <param name="suffix">What sets its methods apart from those of the other way.</param>
internal sealed class ForwardFlowEmitter(CodeWriter writer, NetPlan plan, bool tape, string suffix)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly CellSpec _cell = plan.Spec.Cell;

    /// <summary>Whether two layers run at once.</summary>
    private bool Pairs => plan.PairsLayers(tape);

    private bool IsVariable => Chain.Of(plan)[0].IsVariable;

    /// <summary>What the layers need of tokens: to select columns, or rows of a table.</summary>
    private string TokenArguments => ForwardLayerEmitter.ReadsTokens(_spec) ? ", ref tokens, tokensStep" + (_spec.HasTable ? ", table" : "") : "";

    /// <summary>The methods that run a layer, or two.</summary>
    public void EmitMethods()
    {
        var layer = new ForwardLayerEmitter(writer, plan, tape, suffix);
        if (Pairs)
        {
            new ForwardPairEmitter(writer, plan, tape, layer).Emit();
        }

        if (!Pairs || _cell.Layers % 2 == 1)
        {
            layer.Emit();
        }
    }

    /// <summary>The loop over the layers.</summary>
    public void EmitCalls()
    {
        if (Pairs)
        {
            EmitPairs();
            return;
        }

        if (_cell.Layers == 1)
        {
            EmitOneLayer("0");
            return;
        }

        writer.Open($"for (int layer = 0; layer < LayerCount; layer++)");
        EmitOneLayer("layer");
        writer.Close();
    }

    /// <summary>Two layers at a time; of an odd number the last one alone.</summary>
    private void EmitPairs()
    {
        string last = _cell.Layers % 2 == 1 ? " - 1" : "";
        writer.Open($"for (int layer = 0; layer < LayerCount{last}; layer += 2)");
        EmitTarget("layer + 1", couldBeLast: _cell.Layers % 2 == 0);
        writer.Raw($"""
            ForwardPair{suffix}(
                ref source, sourceStep, ref memory.LayerOutput(layer), ref target, targetStep, steps, layer, ref state, memory{TokenArguments});
            source = ref target;
            sourceStep = targetStep;
            """);
        writer.End();
        if (_cell.Layers % 2 == 1)
        {
            writer.Open();
            writer.Raw("const int layer = LayerCount - 1;");
            EmitOneLayer("layer");
            writer.Close();
        }
    }

    private void EmitOneLayer(string layer)
    {
        EmitTarget(layer, couldBeLast: true);
        string target = _cell.SumsDirections ? "directions" : "target";
        string targetStep = _cell.SumsDirections ? "DirectionsStep" : "targetStep";
        if (_cell.SumsDirections)
        {
            writer.Raw("ref float directions = ref memory.Directions;");
        }

        string call = $"ForwardLayer{suffix}(ref source, sourceStep, ref {target}, {targetStep}, steps, {layer}{(IsVariable ? ", direction" : "")}, ref state, memory{TokenArguments});";
        if (IsVariable)
        {
            writer.Block($"for (int direction = 0; direction < DirectionCount; direction++)", call);
            writer.Line();
        }
        else
        {
            writer.Raw(call);
        }

        if (_cell.SumsDirections)
        {
            writer.Raw("Rows.AddHalves(ref directions, DirectionsStep, ref target, targetStep, steps, StateSize);");
        }

        if (tape && plan.Around.LayerForward.Any(stage => stage.Operation == RowOperation.Drop))
        {
            writer.Block($"if (layer < LayerCount - 1)", LayerText.DropOutputs(_cell, "memory", "target"));
            writer.Line();
        }

        writer.Raw("source = ref target;\nsourceStep = targetStep;");
    }

    /// <summary>Where a layer writes: the last one, unless a head follows, to the user's output.</summary>
    private void EmitTarget(string layer, bool couldBeLast)
    {
        string inner = $"memory.LayerOutput({layer})";
        (string target, string step) = (_spec.Head, _cell.Layers) switch
        {
            (not null, _) => (inner, "LayerOutputSize"),
            (null, 1) => ("output", "outputStep"),
            _ when !couldBeLast => (inner, "LayerOutputSize"),
            _ => ($"{layer} == LayerCount - 1 ? ref output : ref {inner}", $"{layer} == LayerCount - 1 ? outputStep : LayerOutputSize"),
        };
        writer.Raw($"ref float target = ref {target};\nint targetStep = {step};");
    }
}
