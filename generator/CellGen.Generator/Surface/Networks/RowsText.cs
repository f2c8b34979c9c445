using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Where rows of a batch are, in C#: a reference to the first, and the distances from one sequence, and one step, to the next.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Stride">From one sequence to the next.</param>
/// <param name="Step">From one step to the next.</param>
internal sealed record RowsText(string Reference, string Stride, string Step)
{
    /// <summary>The user's rows of that name.</summary>
    public static RowsText User(string name) => new(name, name.TrimStart('@') + "Stride", name.TrimStart('@') + "Step");

    /// <summary>The rows that a layer has in the memory of a workspace or a tape.</summary>
    public static RowsText Of(string reference, LayerPlan layer) => Of(reference, layer.Spec.Size, layer.Spec.OneRow);

    /// <summary>The rows that a layer gives, or, of −1, those of the input.</summary>
    public static RowsText Of(NetworkPlan plan, int layer) =>
        layer < 0 ? User(new InputText(plan.Spec).Name) : Of(plan.Layers[layer].Local, plan.Layers[layer]);

    /// <summary>The number of rows of each sequence that a layer gives.</summary>
    public static string LengthsOf(LayerSpec layer) => layer.OneRow ? "ones" : "lengths";

    /// <summary>The states of a layer, among those of the net.</summary>
    public static string StatesOf(LayerPlan layer, string states)
    {
        string type = layer.Core!.Spec.Part!.Name;
        return layer.HasState ? Invariant($"LayerStates.Of<State, {type}.State>({states}, {layer.StateOffset})") : $"default(Span<{type}.State>)";
    }

    /// <summary>The same rows, each as several.</summary>
    public RowsText Divided(int times, int size) => times == 1 ? this : this with { Step = Invariant($"{size / times}") };

    /// <summary>Rows one after the other.</summary>
    public static RowsText Of(string reference, int size, bool oneRow) =>
        new(reference, oneRow ? Invariant($"{size}") : Invariant($"steps * {size}"), Invariant($"{size}"));

    /// <summary>The same rows, from a column on.</summary>
    public RowsText From(int column) => column == 0 ? this : this with { Reference = Invariant($"Unsafe.Add(ref {Reference}, {column})") };

    /// <summary>The batch that reads these rows and writes others.</summary>
    public string To(RowsText other) => $"new Batch({Stride}, {Step}, {other.Stride}, {other.Step})";
}
