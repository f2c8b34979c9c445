using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>
/// Emits the list of a model's tensors: the names and shapes that users and files see, and where their parts lie in the
/// packed parameters.
/// </summary>
internal sealed class TensorEmitter(CodeWriter writer, NetPlan plan)
{
    public void Emit()
    {
        var tensors = plan.Parameters.Tensors.Select(Tensor).ToList();
        if (plan.Spec.Tokens is { Frozen: true })
        {
            // The embedding is the last one.
            Write("TrainedTensors", tensors.Take(tensors.Count - 1));
        }

        Write("Tensors", tensors);
    }

    private void Write(string field, IEnumerable<string> tensors) => writer.Raw(
        $"public static readonly ParameterLayout {field} = new ParameterLayout(\n    \"{plan.Spec.Type.Title}\",\n    {string.Join(",\n    ", tensors)});\n");

    private string Tensor(TensorPlan tensor)
    {
        int forget = tensor.Gates.ToList().IndexOf("f");
        string start = $"\"{tensor.Name}\", ParameterRole.{tensor.Role}";
        string bound = tensor.BoundOf == 0 ? "1f" : Invariant($"1 / MathF.Sqrt({tensor.BoundOf})");
        var first = tensor.Blocks[0];
        if (tensor.Blocks.Count == 1 && first.IsWhole && first.Units * first.Gates == tensor.Rows && plan.Spec.Cell.Kernel == 0)
        {
            string gate = forget < 0 ? "" : Invariant($", forgetGate: {forget}");
            return Invariant($"ParameterTensor.Packed({start}, offset: {first.Offset}, units: {first.Units}, gates: {first.Gates}, columns: {first.Columns}, bound: {bound}{gate})");
        }

        string more = tensor.Kernel > 0 ? Invariant($" {{ Kernel = {tensor.Kernel} }}") : tensor.Padding >= 0 ? Invariant($" {{ PaddingRow = {tensor.Padding} }}") : "";
        return Invariant($"""
            new ParameterTensor({start}, rows: {tensor.Rows}, columns: {tensor.Columns}, units: {tensor.Units}, forgetGate: {forget}, bound: {bound},
                    {string.Join(",\n        ", tensor.Blocks.Select(Block))}){more}
            """);
    }

    private static string Block(TensorBlock block) => block.Stride == 0
        ? Invariant($"ParameterBlock.Matrix({block.Offset}, units: {block.Units}, gates: {block.Gates}, columns: {block.Columns}, row: {block.Row}, gate: {block.Gate}, gateCount: {block.GateCount}, column: {block.Column})")
        : Invariant($"ParameterBlock.Rows({block.Offset}, {block.Stride}{(block.Columns == 0 ? "" : Invariant($", column: {block.Column}, columns: {block.Columns}"))})");
}
