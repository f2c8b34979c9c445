using CellGen.Generator.Equations;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>
/// Emits the list of a model's tensors: the names and shapes that users and files see, and where their parts lie in the
/// packed parameters.
/// </summary>
internal sealed class TensorEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly CellSpec _cell = plan.Spec.Cell;
    private readonly List<string> _tensors = [];
    private readonly List<TensorRows> _rows = [];

    /// <summary>The gates whose rows weight_hh has, in order.</summary>
    private Symbols HiddenGates =>
        new("gate", plan.Step.Cell.Gates.Where(gate => HiddenMatrices.Any(matrix => matrix.Product.Gates.Contains(gate))));

    private IEnumerable<MatrixPlan> HiddenMatrices => plan.Matrices.Where(matrix => matrix.Product.Source == AffineSource.Hidden);

    private string Bound => Invariant($"1 / MathF.Sqrt({_cell.Hidden})");

    /// <summary>The names and shapes alone.</summary>
    public static IReadOnlyList<TensorRows> RowsOf(NetPlan plan)
    {
        var emitter = new TensorEmitter(new CodeWriter(new FullNames(plan.Spec.Type.HiddenTypes)), plan);
        emitter.Collect();
        return emitter._rows;
    }

    public void Emit()
    {
        Collect();
        if (plan.Spec.Tokens is { Frozen: true })
        {
            Write("TrainedTensors", _tensors.Take(_tensors.Count - 1));
        }

        Write("Tensors", _tensors);
    }

    private void Collect()
    {
        int offset = 0;
        for (int layer = 0; layer < _cell.Layers; layer++)
        {
            int input = layer == 0 ? plan.Spec.InputColumns : _cell.LayerOutput;
            for (int direction = 0; direction < _cell.Directions; direction++)
            {
                string suffix = Invariant($"_l{layer}") + (direction == 1 ? "_reverse" : "");
                if (_cell.IsDense)
                {
                    AddDense(input);
                }
                else if (_cell.Kind == CellKind.Concatenating)
                {
                    AddConcatenated(offset, input);
                }
                else
                {
                    AddLayer(offset, input, suffix);
                }

                offset += layer == 0 ? plan.Parameters.FirstLayerLength : plan.Parameters.UpperLayerLength;
            }
        }

        AddHead();
        if (plan.Spec.IsEmbedded)
        {
            AddEmbedding();
        }
    }

    private void Write(string field, IEnumerable<string> tensors) => writer.Raw(
        $"public static readonly ParameterLayout {field} = new ParameterLayout(\n    \"{plan.Spec.Type.Title}\",\n    {string.Join(",\n    ", tensors)});\n");

    /// <summary>torch's tensors, in torch's order; then the vectors that torch has not.</summary>
    private void AddLayer(int offset, int input, string suffix)
    {
        int recurrent = offset + InputLength(input);
        var gates = plan.Step.Cell.Gates;
        var hidden = HiddenGates;
        Add("weight_ih" + suffix, "InputWeight", gates.Count * _cell.Hidden, input, gates, Gates(offset, gates.Count, input));
        if (hidden.Count > 0)
        {
            Add("weight_hh" + suffix, "HiddenWeight", hidden.Count * _cell.Hidden, _cell.StateSize, hidden, Hidden(matrix => recurrent + matrix.Weights.Offset, _cell.StateSize));
        }

        if (_cell.Bias)
        {
            AddBias("bias_ih" + suffix, "InputBias", gates, AffineSource.Input, Gates(offset + plan.Gates.MatrixLength(input), gates.Count, 0), [(gates, offset + plan.Gates.MatrixLength(input))]);
            if (hidden.Count > 0)
            {
                AddBias(
                    "bias_hh" + suffix, "HiddenBias", hidden, AffineSource.Hidden, Hidden(matrix => recurrent + (matrix.Bias?.Offset ?? 0), 0),
                    HiddenMatrices.Where(matrix => matrix.Bias is not null).Select(matrix => (matrix.Product.Gates, recurrent + matrix.Bias!.Value.Offset)));
            }
        }

        if (_cell.Projection > 0)
        {
            var matrix = plan.Matrices.Single(matrix => matrix.Product.Source == AffineSource.Projection);
            Add("weight_hr" + suffix, "ProjectionWeight", _cell.Projection, _cell.Hidden, [], [Block(recurrent + matrix.Weights.Offset, _cell.Projection, 1, _cell.Hidden, 0, 0, 1, 0)]);
        }

        int vector = recurrent + plan.Parameters.VectorOffset;
        foreach (var parameter in plan.Step.Cell.Vectors)
        {
            Add(parameter.Tensor + suffix, "Vector", _cell.Hidden, 0, [], [Block(vector, _cell.Hidden, 1, 0, 0, 0, 1, 0)]);
            vector += plan.StateStride;
        }
    }

    /// <summary>A bias: of all gates, or, row after row, of those that have one.</summary>
    private void AddBias(string name, string role, Symbols gates, AffineSource source, IEnumerable<PackedBlock> all, IEnumerable<(Symbols Gates, int Offset)> rows)
    {
        var without = plan.Step.WithoutBias(source);
        if (without.Count == 0)
        {
            Add(name, role, gates.Count * _cell.Hidden, 0, gates, all);
            return;
        }

        var biased = new Symbols("gate", gates.Where(gate => !without.Contains(gate)));
        if (biased.Count > 0)
        {
            Add(name, role, biased.Count * _cell.Hidden, 0, biased, rows.SelectMany(row => row.Gates.Where(gate => !without.Contains(gate)).Select(gate =>
                Block(row.Offset, _cell.Hidden, row.Gates.Count, 0, biased.IndexOf(gate) * _cell.Hidden, row.Gates.IndexOf(gate), 1, 0))));
        }
    }

    /// <summary>torch.nn.Linear's tensors.</summary>
    private void AddDense(int input)
    {
        string bound = Invariant($"1 / MathF.Sqrt({input})");
        Add("weight", "HeadWeight", _cell.Hidden, input, [], Gates(0, 1, input), bound: bound);
        if (_cell.Kernel > 0)
        {
            _tensors[_tensors.Count - 1] += Invariant($" {{ Kernel = {_cell.Kernel} }}");
        }

        if (_cell.Bias)
        {
            Add("bias", "HeadBias", _cell.Hidden, 0, [], Gates(plan.Gates.MatrixLength(input), 1, 0), bound: bound);
        }
    }

    /// <summary>i2h reads the input and the state side by side.</summary>
    private void AddConcatenated(int offset, int input)
    {
        string bound = Invariant($"1 / MathF.Sqrt({input + _cell.Hidden})");
        PackedBlock[] blocks = [.. Gates(offset, 1, input), Block(offset + InputLength(input), _cell.Hidden, 1, _cell.Hidden, 0, 0, 1, input)];
        Add("i2h.weight", "InputWeight", _cell.Hidden, input + _cell.Hidden, [], blocks, bound: bound);
        if (_cell.Bias)
        {
            Add("i2h.bias", "InputBias", _cell.Hidden, 0, [], Gates(offset + plan.Gates.MatrixLength(input), 1, 0), bound: bound);
        }
    }

    private void AddHead()
    {
        if (plan.Head is not { Spec: var head })
        {
            return;
        }

        int columns = plan.Spec.HeadColumns;
        string bound = Invariant($"1 / MathF.Sqrt({columns})");
        PackedBlock[] blocks = plan.Head.IsNarrow ? [.. NarrowHeadBlocks(plan.Head)] : [Block(plan.Parameters.HeadOffset, head.Output, 1, columns, 0, 0, 1, 0)];
        Add(head.Name + ".weight", "HeadWeight", head.Output, columns, [], blocks, head.Output, bound);
        if (head.Bias)
        {
            int offset = plan.Parameters.HeadOffset + plan.Head.WeightLength;
            Add(head.Name + ".bias", "HeadBias", head.Output, 0, [], [Block(offset, head.Output, 1, 0, 0, 0, 1, 0)], head.Output, bound);
        }
    }

    /// <summary>The rows of a narrow head, a panel at a time.</summary>
    private IEnumerable<PackedBlock> NarrowHeadBlocks(HeadPlan head)
    {
        for (int lane = 0; lane < head.Inputs; lane += head.Layout.PanelLanes)
        {
            int start = plan.Parameters.HeadOffset + head.Layout.MatrixIndex(lane, 0, head.Columns);
            int columns = Math.Min(head.Layout.PanelLanes, head.Inputs - lane);
            yield return new(Invariant($"ParameterBlock.Rows({start}, {head.Layout.PanelWidth(lane)}, column: {lane}, columns: {columns})"));
        }
    }

    private void AddEmbedding()
    {
        var tokens = plan.Spec.Tokens!;
        Add("embedding.weight", "Embedding", tokens.Rows, _cell.Input, [], [new(Invariant($"ParameterBlock.Rows({plan.Parameters.EmbeddingOffset}, {plan.Parameters.EmbeddingStride})"))], tokens.Rows, "1f");
        if (tokens.Padding >= 0)
        {
            _tensors[_tensors.Count - 1] += Invariant($" {{ PaddingRow = {tokens.Padding} }}");
        }
    }

    private int InputLength(int input) => plan.Gates.MatrixLength(input) + (_cell.Bias ? plan.Gates.Lanes : 0);

    private PackedBlock[] Gates(int offset, int count, int columns) => [Block(offset, _cell.Hidden, count, columns, 0, 0, count, 0)];

    /// <summary>The parts of weight_hh or bias_hh: one for each matrix that its gates are in.</summary>
    private IEnumerable<PackedBlock> Hidden(Func<MatrixPlan, int> offset, int columns) => HiddenMatrices.Select(matrix => Block(
        offset(matrix),
        _cell.Hidden,
        matrix.Layout.Gates,
        columns,
        HiddenGates.IndexOf(matrix.Product.Gates[0]) * _cell.Hidden,
        0,
        matrix.Layout.Gates,
        0));

    private static PackedBlock Block(int offset, int units, int gates, int columns, int row, int gate, int gateCount, int column) => new(
        Invariant($"ParameterBlock.Matrix({offset}, units: {units}, gates: {gates}, columns: {columns}, row: {row}, gate: {gate}, gateCount: {gateCount}, column: {column})"),
        row == 0 && gate == 0 && column == 0 && gateCount == gates
            ? Invariant($"offset: {offset}, units: {units}, gates: {gates}, columns: {columns}")
            : null,
        units * gates);

    private void Add(
        string name, string role, int rows, int columns, IReadOnlyList<string> gates, IEnumerable<PackedBlock> blocks, int? units = null, string? bound = null)
    {
        int forget = gates.ToList().IndexOf("f");
        int gateRows = units ?? (gates.Count > 0 ? _cell.Hidden : rows);
        PackedBlock[] all = [.. blocks];
        _rows.Add(new TensorRows(name, role, rows, columns, gates));
        _tensors.Add(all.Length == 1 && all[0].Whole is { } whole && all[0].Rows == rows && _cell.Kernel == 0
            ? Invariant($"ParameterTensor.Packed(\"{name}\", ParameterRole.{role}, {whole}, bound: {bound ?? Bound}{(forget < 0 ? "" : Invariant($", forgetGate: {forget}"))})")
            : Invariant(
                $"new ParameterTensor(\"{name}\", ParameterRole.{role}, rows: {rows}, columns: {columns}, units: {gateRows}, forgetGate: {forget}, bound: {bound ?? Bound},\n        {string.Join(",\n        ", all.Select(block => block.Text))})"));
    }

    /// <summary>A part of a tensor, in C#.</summary>
    /// <param name="Text">The block.</param>
    /// <param name="Whole">The arguments of a tensor that it is all of, where it may be.</param>
    /// <param name="Rows">The number of rows that this tensor then has.</param>
    private sealed record PackedBlock(string Text, string? Whole = null, int Rows = 0);
}
