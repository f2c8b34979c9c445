using CellGen.Generator.Flow;
using CellGen.Generator.Model;
using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Routes;

/// <summary>Where rows of a batch are, in C#: a reference to the first, and the distances from one sequence, and one step, to the next.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Stride">From one sequence to the next.</param>
/// <param name="Step">From one step to the next.</param>
internal sealed record RowsText(string Reference, string Stride, string Step)
{
    /// <summary>The rows of a net: in the memory of a workspace or a tape, or the user's.</summary>
    public static RowsText Of(NetworkPlan plan, Columns columns)
    {
        var (rows, layer) = (columns.Rows, columns.Rows.Layer < 0 ? null : plan.Layers[columns.Rows.Layer]);
        bool isGradient = rows.Kind is RowsKind.Gradient or RowsKind.OutputGradient;
        if (layer is null)
        {
            // Its gradient lies as the input does, and so does what is to be added to that.
            return User(new InputText(plan.Spec).Name).At(isGradient ? "inputGradient" : null, rows, columns);
        }

        bool isUsers = layer.Rows < 0 || rows.Kind is RowsKind.Output or RowsKind.OutputGradient;
        var place = isUsers
            ? User(isGradient ? OutputOf(layer.Spec).Gradient : layer.Spec.Output!)
            : new RowsText("", rows.OneRow ? Invariant($"{rows.Size}") : Invariant($"steps * {rows.Size}"), Invariant($"{rows.Size}"));
        return place.At(isUsers ? null : isGradient ? GradientOf(layer) : layer.Local, rows, columns);
    }

    /// <summary>The user's rows of that name.</summary>
    public static RowsText User(string name) => new(name, name.TrimStart('@') + "Stride", name.TrimStart('@') + "Step");

    /// <summary>The variable of the gradient of what a layer gives.</summary>
    public static string GradientOf(LayerPlan layer) => layer.Local + "Gradient";

    /// <summary>The states of a layer, among those of the net.</summary>
    public static string StatesOf(LayerPlan layer, string states) =>
        layer.HasState ? Invariant($"LayerStates.Of<State, {layer.Type}.State>({states}, {layer.StateOffset})") : $"default(Span<{layer.Type}.State>)";

    /// <summary>The same rows, each as several.</summary>
    public RowsText Divided(int times, int size) => times == 1 ? this : this with { Step = Invariant($"{size / times}") };

    /// <summary>The batch that reads these rows and writes others.</summary>
    public string To(RowsText other) => $"new Batch({Stride}, {Step}, {other.Stride}, {other.Step})";

    private static OutputSpec OutputOf(LayerSpec layer) => new(layer.Output!, layer.Size, layer.OneRow);

    /// <summary>The same, under another name where there is one, from a column on.</summary>
    private RowsText At(string? name, Rows rows, Columns columns)
    {
        string reference = rows.Kind == RowsKind.Scratch ? "tape.Scratch" : name ?? Reference;
        return this with { Reference = columns.First == 0 ? reference : Invariant($"Floats.At(ref {reference}, {columns.First})") };
    }
}
