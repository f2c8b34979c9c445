using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>
/// Emits the backward pass of a net of several layers: from the last to the first, each gives gradients to what it reads. The
/// first gradient that comes to a layer is written where it belongs; each later one is added to it.
/// </summary>
internal sealed class NetworkBackwardEmitter(CodeWriter writer, NetworkPlan plan)
{
    private readonly NetworkArguments _arguments = new(writer, plan);
    private readonly NetFace _face = NetFace.Of(plan);
    private readonly HashSet<int> _reached = [];

    private bool IsDense => plan.Spec.Tokens is null;

    private InputText Input => _arguments.Input;

    private string Start => $"{Input.Parameter}, {_face.GradientParameters}, {(IsDense ? "Span<float> inputGradient, " : "")}";

    public void Emit()
    {
        EmitSequence();
        EmitBatch();
        EmitRun();
    }

    private void EmitSequence()
    {
        writer.Raw("/// <summary>Checks the arguments and runs the backward pass of a sequence.</summary>");
        writer.Raw("public void Backward(");
        writer.Raw($"    {Start}ref State stateGradient, Gradient gradient, NetworkMemory tape)");
        writer.Open();
        writer.Raw($"{Input.Steps("tape")}\nvar lengths = MemoryMarshal.CreateReadOnlySpan(ref steps, 1);\ntape.BeginBackward(lengths, _parameters.Span);");
        foreach (var output in _arguments.Outputs)
        {
            writer.Raw($"Arguments.Length({output.Gradient}.Length, {(output.OneRow ? "1" : "steps")}, {output.SizeName}, nameof({output.Gradient}));");
        }

        writer.Raw("var stateGradients = MemoryMarshal.CreateSpan(ref stateGradient, 1);");
        EmitChecks("steps, InputSize", "stateGradient");
        writer.Raw($"""
            RunBackward(
                {_arguments.SequenceArguments(output => output.Gradient)},
                {(IsDense ? "ref MemoryMarshal.GetReference(inputGradient), !inputGradient.IsEmpty, " : "")}steps, lengths, stateGradients, gradient, tape);
            """);
        writer.Close();
        writer.Line();
    }

    private void EmitBatch()
    {
        writer.Raw("/// <summary>Checks the arguments and runs the backward pass of a batch.</summary>");
        writer.Raw("public void Backward(");
        writer.Raw($"    {Start}ReadOnlySpan<int> lengths, Span<State> stateGradients, BatchLayout layout, Gradient gradient, NetworkMemory tape)");
        writer.Open();
        _arguments.EmitBatches(output => output.Gradient, "stateGradients", "tape");
        writer.Raw("tape.BeginBackward(lengths, _parameters.Span);");
        EmitChecks("1, input.Length", "stateGradients");
        if (plan.Spec.TrainsInitialState)
        {
            writer.Raw("var wanted = stateGradients;\nstateGradients = wanted.IsEmpty ? tape.States(lengths.Length, default(State)) : wanted;");
        }

        writer.Raw($"""
            RunBackward(
                {_arguments.BatchArguments(output => output.Gradient, "0")},
                {(IsDense ? "ref MemoryMarshal.GetReference(inputGradient), !inputGradient.IsEmpty, " : "")}{NetworkArguments.BatchOf(_arguments.Outputs[0])}.Steps, lengths, stateGradients, gradient, tape);
            """);
        if (plan.Spec.TrainsInitialState)
        {
            writer.Open($"for (int sequence = 0; wanted.IsEmpty && sequence < lengths.Length; sequence++)");
            writer.Raw("AddInitial(stateGradients[sequence], gradient.Values);");
            writer.Close();
        }

        writer.Close();
        writer.Line();
    }

    private void EmitChecks(string inputShape, string states)
    {
        if (IsDense)
        {
            writer.Open($"if (!inputGradient.IsEmpty)");
            writer.Raw($"Arguments.Length(inputGradient.Length, {inputShape}, nameof(inputGradient));");
            writer.Close();
            writer.Line();
        }

        foreach (var output in _arguments.Outputs)
        {
            writer.Raw($"Arguments.DistinctBackward({Input.Name}, nameof({Input.Name}), {output.Gradient}, {(IsDense ? "inputGradient" : "default")}, stateGradients, nameof({states}), gradient.Values, _parameters.Span{(output.Name == "output" ? "" : $", nameof({output.Gradient})")});");
        }
    }

    private void EmitRun()
    {
        writer.Raw("/// <summary>Runs sequences backwards through the layers; their rows are any distance apart.</summary>");
        writer.Raw("private void RunBackward(");
        writer.Raw($"    {_arguments.RowParameters(_arguments.Outputs.Select(output => output.Gradient))},");
        writer.Raw($"    {(IsDense ? "ref float inputGradient, bool wantsInput, " : "")}int steps, ReadOnlySpan<int> lengths, Span<State> stateGradients, Gradient gradient, NetworkMemory tape)");
        writer.Open();
        if (plan.Layers.Any(layer => layer.Spec.OneRow))
        {
            writer.Raw("var ones = tape.Ones(lengths.Length);");
        }

        foreach (var layer in plan.Layers.Where(layer => layer.Rows >= 0))
        {
            writer.Raw(Invariant($"ref float {layer.Local} = ref tape.Rows({layer.Rows});"));
            writer.Raw(Invariant($"ref float {GradientOf(layer)} = ref tape.Gradient({layer.Rows});"));
        }

        foreach (var layer in plan.Layers.Where(layer => layer.Spec.Output is not null && layer.Rows >= 0))
        {
            // What comes from the user is read only, and others add to it.
            var user = UserGradient(layer.Spec);
            var own = RowsText.Of(GradientOf(layer), layer);
            writer.Raw(Invariant($"Joins.Copy({user.To(own)}, ref {user.Reference}, ref {own.Reference}, {LengthsOf(layer.Spec)}, {layer.Spec.Size});"));
            _reached.Add(layer.Index);
        }

        foreach (var layer in plan.Layers.Reverse())
        {
            writer.Raw($"\n// {layer.Variable}, of {NetworkRemarksEmitter.Sources(plan, layer.Spec, ", ")}.");
            EmitLayer(layer);
        }

        writer.Close();
        writer.Line();
    }

    private static string GradientOf(LayerPlan layer) => layer.Local + "Gradient";

    private static string LengthsOf(LayerSpec layer) => layer.OneRow ? "ones" : "lengths";

    private RowsText UserGradient(LayerSpec layer) => RowsText.User(_arguments.Outputs.Single(output => output.Name == layer.Output).Gradient);

    private RowsText SourceOf(int layer) => layer < 0 ? RowsText.User(Input.Name) : RowsText.Of(plan.Layers[layer].Local, plan.Layers[layer]);

    private void EmitLayer(LayerPlan layer)
    {
        var spec = layer.Spec;
        var gradient = layer.Rows >= 0 ? RowsText.Of(GradientOf(layer), layer) : UserGradient(spec);
        if (spec.LogSoftmax && spec.Kind == LayerKind.Dense)
        {
            writer.Raw(Invariant($"Joins.LogSoftmaxGradient({gradient.To(gradient)}, ref {layer.Local}, ref {gradient.Reference}, {LengthsOf(spec)}, {spec.Size});"));
        }

        int source = spec.Sources.First();
        switch (spec.Kind)
        {
            case LayerKind.Cell or LayerKind.Dense:
                EmitCore(layer, source, gradient);
                break;
            case LayerKind.Windows:
                EmitWindows(layer, source, gradient);
                break;
            case LayerKind.Last or LayerKind.Mean:
                EmitReduction(spec, source, gradient);
                break;
            default:
                EmitJoin(spec, gradient);
                break;
        }
    }

    private void EmitCore(LayerPlan layer, int source, RowsText gradient)
    {
        var spec = layer.Spec;
        string type = layer.Core!.Spec.Part!.Name;
        string states = layer.HasState ? Invariant($"LayerStates.Of<State, {type}.State>(stateGradients, {layer.StateOffset})") : $"default(Span<{type}.State>)";
        var read = SourceOf(source);
        string lengths = spec.Kind == LayerKind.Cell ? "lengths" : spec.Times == 1 ? LengthsOf(spec) : Invariant($"tape.Times({spec.Times}, lengths)");
        string batch = read.Divided(spec.Times, plan.SizeOf(source)).To(gradient.Divided(spec.Times, spec.Size));
        string Call(string target) => Invariant(
            $"{layer.Field}.RunBackwardBatch({batch}, ref {read.Reference}, ref {gradient.Reference}, {target}{lengths}, {states}, gradient.Layers[{layer.Memory}], tape.Layer({layer.Memory}));");
        if (source < 0)
        {
            if (!IsDense)
            {
                writer.Raw(Call(""));
                return;
            }

            if (_reached.Add(source))
            {
                writer.Raw(Call("ref inputGradient, wantsInput, "));
                return;
            }

            writer.Raw(Call("ref tape.Scratch, wantsInput, "));
            EmitIfWanted(() => EmitAdd("tape.Scratch", source, read, spec.OneRow ? "ones" : "lengths"));
            return;
        }

        if (_reached.Add(source))
        {
            writer.Raw(Call($"ref {GradientOf(plan.Layers[source])}, true, "));
            return;
        }

        writer.Raw(Call("ref tape.Scratch, true, "));
        EmitAdd("tape.Scratch", source, read, lengths);
    }

    private void EmitWindows(LayerPlan layer, int source, RowsText gradient)
    {
        var read = SourceOf(source);
        bool isFirst = _reached.Add(source);
        string target = !isFirst ? "tape.Scratch" : source < 0 ? "inputGradient" : GradientOf(plan.Layers[source]);
        string wanted = source < 0 ? "wantsInput" : "true";
        void Emit() => writer.Raw($"{WindowText.Of(layer.Spec)}.{WindowText.Backward(layer, read.To(gradient), gradient.Reference, target, wanted, "stateGradients")};");
        void Add() => EmitAdd(target, source, read, "lengths");
        if (source < 0 && layer.Spec.Window!.Frame > 0)
        {
            EmitIfWanted(Emit);
        }
        else
        {
            Emit();
        }

        if (!isFirst && source < 0)
        {
            EmitIfWanted(Add);
        }
        else if (!isFirst)
        {
            Add();
        }
    }

    /// <summary>Adds a gradient that is shaped like its layer's rows.</summary>
    private void EmitAdd(string from, int layer, RowsText rows, string lengths)
    {
        string target = layer < 0 ? "inputGradient" : GradientOf(plan.Layers[layer]);
        writer.Raw(Invariant($"Joins.Add({rows.To(rows)}, ref {from}, ref {target}, {lengths}, {plan.SizeOf(layer)});"));
    }

    private void EmitIfWanted(Action emit)
    {
        writer.Open($"if (wantsInput)");
        emit();
        writer.Close();
    }

    private void EmitReduction(LayerSpec spec, int source, RowsText gradient)
    {
        var read = SourceOf(source);
        bool isFirst = _reached.Add(source);
        string target = isFirst ? GradientOf(plan.Layers[source]) : "tape.Scratch";
        string Call(string join, int column, string lengths, int size) => Invariant(
            $"Joins.{join}({read.To(gradient)}, ref {gradient.From(column).Reference}, ref {RowsText.Of(target, plan.Layers[source]).From(column).Reference}, {lengths}, {size});");
        if (spec.Kind == LayerKind.Mean || !spec.Bidirectional)
        {
            writer.Raw(Call(spec.Kind + "Gradient", 0, "lengths", spec.Size));
        }
        else
        {
            int half = spec.Size / 2;
            writer.Raw(Call("LastGradient", 0, "lengths", half));
            writer.Raw(Call("FirstGradient", half, "lengths", half));
        }

        if (!isFirst)
        {
            EmitAdd(target, source, read, "lengths");
        }
    }

    private void EmitJoin(LayerSpec spec, RowsText gradient)
    {
        int column = 0;
        foreach (int source in spec.Sources)
        {
            int size = plan.SizeOf(source);
            var read = SourceOf(source);
            var part = spec.Kind == LayerKind.Add ? gradient : gradient.From(column);
            column += size;
            bool isFirst = _reached.Add(source);
            string target = source < 0 ? "inputGradient" : GradientOf(plan.Layers[source]);
            string call = Invariant($"Joins.{(isFirst ? "Copy" : "Add")}({gradient.To(read)}, ref {part.Reference}, ref {target}, lengths, {size});");
            if (source < 0)
            {
                EmitIfWanted(() => writer.Raw(call));
            }
            else
            {
                writer.Raw(call);
            }
        }
    }
}
