using CellGen.Generator.Kernels;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>What Forward and Step say alike about a layer: its weights, its input products, the head.</summary>
internal sealed class LayerText(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;

    /// <summary>The call of the member of State that holds a state of the equations.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="state">The state.</param>
    /// <param name="place">The layer, and the direction where it matters.</param>
    public static string Part(NetPlan plan, string state, string place) =>
        state == "h" ? $"Hidden({place})" : plan.StateParts.Count == 2 ? $"Cell({place})" : $"Further('{state}', {place})";

    /// <summary>The length of a row of input products, or of their gradients.</summary>
    public static string GateRow(NetPlan plan) => plan.Step.ReadsInput ? "GateRowLength" : "GateLanes";

    /// <summary>The size of a state of the equations.</summary>
    public static string Size(string state) => state == "h" ? "StateSize" : "HiddenSize";

    /// <summary>The statement that drops outputs of a layer, or their gradients.</summary>
    public static string DropOutputs(CellSpec cell, string memory, string rows) =>
        $"{memory}.DropOutputs(ref {rows}, steps, LayerOutputSize, {FloatText.Of((float)cell.Dropout)}, layer, sameUnits: {(cell.VariationalDropout ? "true" : "false")});";

    /// <summary>Where the parameters of one direction of a layer begin.</summary>
    public static string Offset(CellSpec cell, string layer, string direction) =>
        cell.Layers > 1 ? $"LayerOffset({layer}, {direction})"
        : direction == "0" || !cell.Bidirectional ? "0"
        : direction == "1" ? "FirstLayerLength"
        : $"{direction} * FirstLayerLength";

    /// <summary>The length of weight_ih of a layer.</summary>
    public static string WeightLength(CellSpec cell, string layer) => cell.Layers > 1 ? $"WeightInputLength({layer})" : "InputWeightLength";

    /// <summary>The length of weight_ih and bias_ih of a layer.</summary>
    public static string InputPart(CellSpec cell, string layer) => cell.Layers > 1 ? $"InputPartLength({layer})" : "InputPartLength";

    /// <summary>A place in the recurrent part of a layer's parameters.</summary>
    public static string RecurrentPlace(Chain chain, int offset) =>
        chain.Name("recurrentOffset") + (offset == 0 ? "" : Invariant($" + {offset}"));

    /// <summary>A statement for the first layer and one for those above it, where there are any.</summary>
    public static void EmitByLayer(CodeWriter writer, CellSpec cell, string first, Func<string> upper)
    {
        if (cell.Layers == 1)
        {
            writer.Raw(first);
            return;
        }

        writer.Block($"if (layer == 0)", first);
        writer.Raw("else");
        writer.Open();
        writer.Raw(upper());
        writer.End();
    }

    private Signature HeadSignature => plan.Head!.Narrow is { } narrow
        ? Signatures.Of(narrow)
        : Signatures.Of(plan.Kernels.Product(KernelName.Head));

    /// <summary>References to the weights of one direction of the layer.</summary>
    public void EmitWeights(Chain chain)
    {
        string weights = chain.Name("weights");
        writer.Raw($"ref float {weights} = ref _parameters.At({Offset(_spec.Cell, chain.Layer(), chain.Index())});");
        if (_spec.Cell.Bias)
        {
            writer.Raw($"ref float {chain.Name("inputBiases")} = ref Floats.At(ref {weights}, {WeightLength(_spec.Cell, chain.Layer())});");
        }

        if (plan.Parameters.RecurrentLength > 0)
        {
            writer.Raw($"ref float {chain.Name("recurrent")} = ref Floats.At(ref {weights}, {InputPart(_spec.Cell, chain.Layer())});");
        }
    }

    /// <summary>The call of the head for so many rows, and what follows it.</summary>
    public void EmitHead(string source, string sourceStep, string target, string targetStep, string rows)
    {
        EmitHeadProduct(source, sourceStep, target, targetStep, rows);
        EmitAfterHead(target, targetStep, rows);
    }

    /// <summary>The call of the head for so many rows.</summary>
    public void EmitHeadProduct(string source, string sourceStep, string target, string targetStep, string rows)
    {
        string call = HeadSignature.Call(
            ("weights", "_parameters.At(HeadOffset)"), ("biases", "_parameters.At(HeadBiasOffset)"),
            ("input", source), ("inputStep", sourceStep), ("output", target), ("outputStep", targetStep), ("rows", rows));
        writer.Raw($"_kernels.{call};");
    }

    /// <summary>What follows the head's product.</summary>
    public void EmitAfterHead(string target, string targetStep, string rows)
    {
        if (_spec.Head!.LogSoftmax)
        {
            writer.Raw($"LogSoftmax.Rows(ref {target}, {targetStep}, {rows}, OutputSize);");
        }
    }

    /// <summary>
    /// The input products of the rows from <paramref name="first"/> on; those of the first layer as
    /// <paramref name="token"/> says where the input is a token.
    /// </summary>
    /// <param name="chain">The direction or layer.</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="token">A reference to the token of a row, and the step to the next.</param>
    /// <param name="mayHaveTable">Whether there may be a table of the tokens' products.</param>
    public void EmitInputProduct(Chain chain, string first, string count, (string Reference, string Step) token, bool mayHaveTable = true)
    {
        string bias = _spec.Cell.Bias ? $"ref {chain.Name("inputBiases")}, " : "";
        string weights = chain.Name("weights");
        string projected = chain.Name("projected");
        string Rows(KernelName kernel) => InputProduct(kernel, chain, "source", "sourceStep", first, count);
        bool shared = plan.Kernels.SharesInputProducts;
        string input = shared ? Rows(KernelName.Project) : _spec.GathersColumns
            ? $"Layout.InputMatrix.Gather(ref {weights}, {bias}ref {token.Reference}, {token.Step}, ref {projected}, GateLanes, {count});"
            : Rows(KernelName.ProjectInput);
        bool layers = _spec.Cell.Layers > 1 && !shared;
        bool table = _spec.HasTable && mayHaveTable;
        if (table)
        {
            writer.Open(_spec.Cell.Layers > 1 ? (FormattableString)$"if (layer == 0 && table is not null)" : $"if (table is not null)");
            string start = _spec.Cell.Bidirectional ? FormattableString.Invariant($"(nint){chain.Index()} * {_spec.Tokens!.Rows} * GateLanes") : "0";
            writer.Raw($"Layout.Folded.Gather(ref table.Products.At({start}), ref {token.Reference}, {token.Step}, ref {projected}, GateLanes, {count});");
            writer.Close();
            writer.Raw(layers ? "else if (layer == 0)" : "else");
        }
        else if (layers)
        {
            writer.Raw("if (layer == 0)");
        }
        else
        {
            writer.Raw(input);
            return;
        }

        writer.Open();
        writer.Raw(input);
        writer.Close();
        if (layers)
        {
            writer.Raw("else");
            writer.Open();
            writer.Raw(Rows(KernelName.ProjectLayer));
            writer.Close();
        }

        writer.Line();
    }

    /// <summary>The call that multiplies rows of a layer's input.</summary>
    public string InputProduct(KernelName kernel, Chain chain, string source, string sourceStep, string first, string count)
    {
        var (product, columns) = SharedKernelText.InputProduct(plan.Kernels, kernel);
        string call = product.Call(
            ("columns", columns), ("weights", chain.Name("weights")), ("biases", chain.Name("inputBiases")),
            ("input", $"Floats.At(ref {source}, {first} * {sourceStep})"), ("inputStep", sourceStep),
            ("output", chain.Name("projected")), ("outputStep", GateRow(plan)), ("rows", count));
        return $"_kernels.{call};" + (plan.Step.ReadsInput
            ? $"\nRows.Copy(ref Floats.At(ref {source}, {first} * {sourceStep}), {sourceStep}, ref Floats.At(ref {chain.Name("projected")}, GateLanes), GateRowLength, {count}, HiddenSize);"
            : "");
    }
}
