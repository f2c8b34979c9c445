using CellGen.Generator.Equations;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Descriptions;

/// <summary>What an encoder and decoder computes: each part with its equations.</summary>
internal static class PairEquations
{
    /// <summary>The whole net.</summary>
    public static NetText Of(PairPlan plan) => new(
        [Title(plan), .. Lines(plan)],
        [
            .. plan.EncoderNet is { } encoder ? NetworkEquations.Symbols(encoder, "encoder") : [],
            .. NetText.Named(plan.Parts.Select(part => (part.TensorName, SymbolsOf(plan, part)))), .. Own(plan), StackEquations.Total(plan.TotalCount),
        ],
        [
            .. NetText.Named((plan.EncoderNet?.Cores ?? []).Select(layer => (layer.Variable, NetText.GradientsOf(layer.Core!)))),
            .. NetText.Named(plan.Parts.Select(part => (part.TensorName, NetText.GradientsOf(part.Core)))),
        ]);

    /// <summary>"An encoder and decoder: sources of up to 24 steps".</summary>
    public static string Title(PairPlan plan) => plan.Encodes
        ? Invariant($"An encoder and decoder: sources of up to {plan.Pair.MaxSource} steps")
        : Invariant($"A decoder of a context of {plan.Pair.ContextSize} values");

    /// <summary>The equations, in the order in which the parts run.</summary>
    public static IEnumerable<string> Lines(PairPlan plan)
    {
        var pair = plan.Pair;
        var lines = new List<string>();
        if (plan.Encoder is { } cell)
        {
            lines.AddRange(OfCell("s_j", cell, "x_j of the source"));
        }
        else if (plan.EncoderNet is { } net)
        {
            lines.AddRange(net.Layers.SelectMany(layer => NetworkEquations.Lines(net, layer)));
            lines.Add($"s_j = {net.Layers[net.Layers.Count - 1].Variable} at step j of the source");
        }

        string context = plan.Encodes ? "the encoder's last state" : "what is given";
        lines.Add(plan.CopiesState ? $"h_0 = {context}" : Invariant($"h_0 = tanh(W_b context + b_b), context = {context} [{pair.ContextSize}]"));
        switch (pair.Attention)
        {
            case AttentionKind.Additive:
                lines.Add("e_j = v · tanh(W_q h_(t−1) + W_k s_j), α = softmax(e), c_t = Σ α_j s_j");
                break;
            case AttentionKind.General:
                lines.Add("e_j = (W_q h_t) · s_j, α = softmax(e), c_t = Σ α_j s_j");
                break;
            case AttentionKind.Dot:
                lines.Add("e_j = h_t · s_j, α = softmax(e), c_t = Σ α_j s_j");
                break;
        }

        lines.AddRange(OfCell("h_t", plan.Decoder, plan.IsAdditive ? "[y_(t−1); c_t]" : pair.JoinsInput ? "[y_(t−1); context]" : "y_(t−1)"));
        if (pair.Combines)
        {
            lines.Add(Invariant($"a_t = tanh(W_c [c_t; h_t]) [{pair.Decoder.StateSize}]"));
        }

        lines.Add(Invariant($"output = {EquationText.DenseOf(plan.Head.Core.Step.Cell, pair.Head.Bias, pair.Combines ? "a_t" : "h_t")} [{pair.Head.Hidden}]"));
        return lines;
    }

    private static IEnumerable<string> OfCell(string output, PairPart part, string reads)
    {
        var cell = part.Core.Spec.Cell;
        string head = Invariant($"{output}: {part.Core.Step.Cell.Title} of {cell.Hidden} units, {cell.Layers} layer{(cell.Layers == 1 ? "" : "s")}{(cell.Bidirectional ? ", bidirectional" : "")}, x = {reads} [{cell.LayerOutput}]");
        return NetText.Indented(StackEquations.Definitions(part.Core)).Prepend(head);
    }

    /// <summary>The symbols of a part: of a dense one under the name that the equations have for it.</summary>
    private static IEnumerable<string> SymbolsOf(PairPlan plan, PairPart part)
    {
        string index = part.Name switch
        {
            "AttentionKey" => "_k",
            "AttentionQuery" => "_q",
            "AttentionCombine" => "_c",
            "Bridge" => "_b",
            _ => "",
        };
        foreach (string line in TensorSymbols.Of(part.Core, tensor => NameOf(part, tensor)))
        {
            yield return index.Length == 0 ? line : line.Insert(line.IndexOf(' '), index);
        }
    }

    /// <summary>What no part has as a stack: the vector of additive attention, what the decoder reads, and its table.</summary>
    private static IEnumerable<string> Own(PairPlan plan)
    {
        var pair = plan.Pair;
        if (plan.IsAdditive)
        {
            yield return Invariant($"v [1 × {pair.AttentionSize}]: attention.score.weight");
        }

        yield return Invariant($"y_t [{pair.Decoder.Input}]") + (pair.Target is null ? "" : $", the row of {(pair.SharedEmbedding ? "E" : "D")} that is the token's");
        if (plan.HasEmbedding)
        {
            yield return Invariant($"D [{pair.Target!.Rows} × {pair.Decoder.Input}]: decoder.embedding.weight");
        }
    }

    private static string NameOf(PairPart part, TensorPlan tensor) => tensor.Role switch
    {
        "Embedding" => part.TensorName + "." + tensor.Name,
        "HeadWeight" or "HeadBias" => part.TensorName + "." + NetworkEquations.Leaf(tensor),
        _ => part.TensorName + "." + tensor.Name,
    };
}
