using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits the backward pass of a net of several layers: from the last to the first, each gives gradients to what it reads.</summary>
internal sealed class NetworkGradientEmitter(CodeWriter writer, NetworkPlan plan)
{
    private readonly NetworkArguments _arguments = new(writer, plan);
    private readonly HashSet<int> _reached = [];

    private bool IsDense => plan.Spec.Tokens is null;

    public void Emit()
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
            writer.Raw(Invariant($"Joins.Copy({user.To(own)}, ref {user.Reference}, ref {own.Reference}, {RowsText.LengthsOf(layer.Spec)}, {layer.Spec.Size});"));
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

    private RowsText UserGradient(LayerSpec layer) => RowsText.User(_arguments.Outputs.Single(output => output.Name == layer.Output).Gradient);

    private void EmitLayer(LayerPlan layer)
    {
        var spec = layer.Spec;
        var gradient = layer.Rows >= 0 ? RowsText.Of(GradientOf(layer), layer) : UserGradient(spec);
        if (spec.LogSoftmax && spec.Kind == LayerKind.Dense)
        {
            writer.Raw(Invariant($"Joins.LogSoftmaxGradient({gradient.To(gradient)}, ref {layer.Local}, ref {gradient.Reference}, {RowsText.LengthsOf(spec)}, {spec.Size});"));
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
            case LayerKind.Elementwise:
                var read = RowsText.Of(plan, source);
                Give(source, "lengths", target => writer.Raw($"{layer.Field}.ApplyGradient({read.To(gradient)}, ref {read.Reference}, ref {gradient.Reference}, ref {target}, lengths);"), knowsWanted: false);
                break;
            case LayerKind.Last or LayerKind.Mean:
                EmitReduction(spec, source, gradient);
                break;
            default:
                EmitJoin(spec, gradient);
                break;
        }
    }

    /// <summary>
    /// Gives a gradient to what a layer reads: the first that comes there is written where it belongs, a later one beside and then
    /// added. Nobody may want that of the input.
    /// </summary>
    /// <param name="source">What it reads; −1 is the input.</param>
    /// <param name="lengths">The number of its rows.</param>
    /// <param name="emit">Emits what writes the gradient, given where.</param>
    /// <param name="knowsWanted">Whether it is told if the input's gradient is wanted, and does other things besides.</param>
    private void Give(int source, string lengths, Action<string> emit, bool knowsWanted)
    {
        string own = source < 0 ? "inputGradient" : GradientOf(plan.Layers[source]);
        bool isFirst = _reached.Add(source);
        IfWanted(source >= 0 || knowsWanted, () => emit(isFirst ? own : "tape.Scratch"));
        if (!isFirst)
        {
            var rows = RowsText.Of(plan, source);
            IfWanted(source >= 0, () => writer.Raw(Invariant($"Joins.Add({rows.To(rows)}, ref tape.Scratch, ref {own}, {lengths}, {plan.SizeOf(source)});")));
        }
    }

    private void IfWanted(bool always, Action emit)
    {
        if (always)
        {
            emit();
            return;
        }

        writer.Open($"if (wantsInput)");
        emit();
        writer.Close();
    }

    private void EmitCore(LayerPlan layer, int source, RowsText gradient)
    {
        var spec = layer.Spec;
        var read = RowsText.Of(plan, source);
        string lengths = spec.Kind == LayerKind.Cell ? "lengths" : spec.Times == 1 ? RowsText.LengthsOf(spec) : Invariant($"tape.Times({spec.Times}, lengths)");
        string batch = read.Divided(spec.Times, plan.SizeOf(source)).To(gradient.Divided(spec.Times, spec.Size));
        void Call(string target) => writer.Raw(Invariant(
            $"{layer.Field}.RunBackwardBatch({batch}, ref {read.Reference}, ref {gradient.Reference}, {target}{lengths}, {RowsText.StatesOf(layer, "stateGradients")}, gradient.Layers[{layer.Memory}], tape.Layer({layer.Memory}));"));
        if (source < 0 && !IsDense)
        {
            Call("");
            return;
        }

        string rows = spec.Kind == LayerKind.Cell ? "lengths" : RowsText.LengthsOf(spec);
        Give(source, rows, target => Call($"ref {target}, {(source < 0 ? "wantsInput" : "true")}, "), knowsWanted: true);
    }

    private void EmitWindows(LayerPlan layer, int source, RowsText gradient)
    {
        string wanted = source < 0 ? "wantsInput" : "true";
        Give(
            source,
            "lengths",
            target => writer.Raw($"{WindowText.Of(layer.Spec)}.{WindowText.Backward(layer, RowsText.Of(plan, source).To(gradient), gradient.Reference, target, wanted, "stateGradients")};"),
            knowsWanted: layer.Spec.Window!.Frame == 0);
    }

    private void EmitReduction(LayerSpec spec, int source, RowsText gradient)
    {
        string batch = RowsText.Of(plan, source).To(gradient);
        void Call(string join, string target, int column, int size) => writer.Raw(Invariant(
            $"Joins.{join}({batch}, ref {gradient.From(column).Reference}, ref {RowsText.Of(target, plan.Layers[source]).From(column).Reference}, lengths, {size});"));
        Give(
            source,
            "lengths",
            target =>
            {
                if (spec.Kind == LayerKind.Mean || !spec.Bidirectional)
                {
                    Call(spec.Kind + "Gradient", target, 0, spec.Size);
                    return;
                }

                int half = spec.Size / 2;
                Call("LastGradient", target, 0, half);
                Call("FirstGradient", target, half, half);
            },
            knowsWanted: false);
    }

    private void EmitJoin(LayerSpec spec, RowsText gradient)
    {
        int column = 0;
        foreach (int source in spec.Sources)
        {
            int size = plan.SizeOf(source);
            var read = RowsText.Of(plan, source);
            var part = spec.Kind == LayerKind.Add ? gradient : gradient.From(column);
            column += size;
            bool isFirst = _reached.Add(source);
            string target = source < 0 ? "inputGradient" : GradientOf(plan.Layers[source]);
            string call = Invariant($"Joins.{(isFirst ? "Copy" : "Add")}({gradient.To(read)}, ref {part.Reference}, ref {target}, lengths, {size});");
            IfWanted(source >= 0, () => writer.Raw(call));
        }
    }
}
