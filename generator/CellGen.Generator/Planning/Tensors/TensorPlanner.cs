using CellGen.Generator.Equations;
using CellGen.Generator.Model;
using static System.FormattableString;

namespace CellGen.Generator.Planning;

/// <summary>Plans the tensors of a stack: torch's, in torch's order; then those that torch has not, the head and the embedding.</summary>
internal sealed class TensorPlanner
{
    private readonly NetPlan _plan;
    private readonly CellSpec _cell;
    private readonly List<TensorPlan> _tensors = [];

    private TensorPlanner(NetPlan plan) => (_plan, _cell) = (plan, plan.Spec.Cell);

    /// <summary>The gates whose rows weight_hh has, in order.</summary>
    private Symbols HiddenGates =>
        new("gate", _plan.Step.Cell.Gates.Where(gate => HiddenMatrices.Any(matrix => matrix.Product.Gates.Contains(gate))));

    private IEnumerable<MatrixPlan> HiddenMatrices => _plan.Matrices.Where(matrix => matrix.Product.Source == AffineSource.Hidden);

    public static IReadOnlyList<TensorPlan> Of(NetPlan plan)
    {
        var planner = new TensorPlanner(plan);
        planner.AddLayers();
        planner.AddHead();
        planner.AddEmbedding();
        return planner._tensors;
    }

    private void AddLayers()
    {
        int offset = 0;
        for (int layer = 0; layer < _cell.Layers; layer++)
        {
            int input = layer == 0 ? _plan.Spec.InputColumns : _cell.LayerOutput;
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

                offset += layer == 0 ? _plan.Parameters.FirstLayerLength : _plan.Parameters.UpperLayerLength;
            }
        }
    }

    /// <summary>torch's tensors, in torch's order; then the vectors that torch has not.</summary>
    private void AddLayer(int offset, int input, string suffix)
    {
        int recurrent = offset + InputLength(input);
        int bias = offset + _plan.Gates.MatrixLength(input);
        var gates = _plan.Step.Cell.Gates;
        var hidden = HiddenGates;
        Add("weight_ih" + suffix, "InputWeight", gates.Count * _cell.Hidden, input, gates, [Matrix(offset, gates.Count, input)]);
        if (hidden.Count > 0)
        {
            Add("weight_hh" + suffix, "HiddenWeight", hidden.Count * _cell.Hidden, _cell.StateSize, hidden, Hidden(matrix => recurrent + matrix.Weights.Offset, _cell.StateSize));
        }

        if (_cell.Bias)
        {
            AddBias("bias_ih" + suffix, "InputBias", gates, AffineSource.Input, [Matrix(bias, gates.Count, 0)], [(gates, bias)]);
            if (hidden.Count > 0)
            {
                AddBias(
                    "bias_hh" + suffix, "HiddenBias", hidden, AffineSource.Hidden, Hidden(matrix => recurrent + (matrix.Bias?.Offset ?? 0), 0),
                    HiddenMatrices.Where(matrix => matrix.Bias is not null).Select(matrix => (matrix.Product.Gates, recurrent + matrix.Bias!.Value.Offset)));
            }
        }

        if (_cell.Projection > 0)
        {
            var matrix = _plan.Matrices.Single(matrix => matrix.Product.Source == AffineSource.Projection);
            Add("weight_hr" + suffix, "ProjectionWeight", _cell.Projection, _cell.Hidden, [], [new(recurrent + matrix.Weights.Offset, _cell.Projection, 1, _cell.Hidden)]);
        }

        int vector = recurrent + _plan.Parameters.VectorOffset;
        foreach (var parameter in _plan.Step.Cell.Vectors)
        {
            Add(parameter.Tensor + suffix, "Vector", _cell.Hidden, 0, [], [Matrix(vector, 1, 0)]);
            vector += _plan.StateStride;
        }
    }

    /// <summary>A bias: of all gates, or, row after row, of those that have one.</summary>
    private void AddBias(string name, string role, Symbols gates, AffineSource source, IEnumerable<TensorBlock> all, IEnumerable<(Symbols Gates, int Offset)> rows)
    {
        var without = _plan.Step.WithoutBias(source);
        if (without.Count == 0)
        {
            Add(name, role, gates.Count * _cell.Hidden, 0, gates, all);
            return;
        }

        var biased = new Symbols("gate", gates.Where(gate => !without.Contains(gate)));
        if (biased.Count > 0)
        {
            Add(name, role, biased.Count * _cell.Hidden, 0, biased, rows.SelectMany(row => row.Gates.Where(gate => !without.Contains(gate)).Select(gate =>
                Matrix(row.Offset, row.Gates.Count, 0) with { Row = biased.IndexOf(gate) * _cell.Hidden, Gate = row.Gates.IndexOf(gate), GateCount = 1 })));
        }
    }

    /// <summary>torch.nn.Linear's tensors.</summary>
    private void AddDense(int input)
    {
        Add("weight", "HeadWeight", _cell.Hidden, input, [], [Matrix(0, 1, input)], input, _cell.Kernel);
        if (_cell.Bias)
        {
            Add("bias", "HeadBias", _cell.Hidden, 0, [], [Matrix(_plan.Gates.MatrixLength(input), 1, 0)], input);
        }
    }

    /// <summary>i2h reads the input and the state side by side.</summary>
    private void AddConcatenated(int offset, int input)
    {
        int columns = input + _cell.Hidden;
        Add("i2h.weight", "InputWeight", _cell.Hidden, columns, [], [Matrix(offset, 1, input), Matrix(offset + InputLength(input), 1, _cell.Hidden) with { Column = input }], columns);
        if (_cell.Bias)
        {
            Add("i2h.bias", "InputBias", _cell.Hidden, 0, [], [Matrix(offset + _plan.Gates.MatrixLength(input), 1, 0)], columns);
        }
    }

    private void AddHead()
    {
        if (_plan.Head is not { Spec: var head })
        {
            return;
        }

        int offset = _plan.Parameters.HeadOffset, columns = _plan.Spec.HeadColumns;
        Add(head.Name + ".weight", "HeadWeight", head.Output, columns, [], _plan.Head.IsNarrow ? NarrowHead(_plan.Head) : [new(offset, head.Output, 1, columns)], columns);
        if (head.Bias)
        {
            Add(head.Name + ".bias", "HeadBias", head.Output, 0, [], [new(offset + _plan.Head.WeightLength, head.Output, 1, 0)], columns);
        }
    }

    /// <summary>The rows of a narrow head, a panel at a time.</summary>
    private IEnumerable<TensorBlock> NarrowHead(HeadPlan head)
    {
        for (int lane = 0; lane < head.Inputs; lane += head.Layout.PanelLanes)
        {
            int start = _plan.Parameters.HeadOffset + head.Layout.MatrixIndex(lane, 0, head.Columns);
            yield return TensorBlock.Rows(start, head.Layout.PanelWidth(lane)) with { Column = lane, Columns = Math.Min(head.Layout.PanelLanes, head.Inputs - lane) };
        }
    }

    private void AddEmbedding()
    {
        if (_plan.Spec.IsEmbedded)
        {
            var tokens = _plan.Spec.Tokens!;
            var rows = TensorBlock.Rows(_plan.Parameters.EmbeddingOffset, _plan.Parameters.EmbeddingStride);
            _tensors.Add(new("embedding.weight", "Embedding", tokens.Rows, _cell.Input, [], [rows]) { Units = tokens.Rows, Padding = tokens.Padding });
        }
    }

    private int InputLength(int input) => _plan.Gates.MatrixLength(input) + (_cell.Bias ? _plan.Gates.Lanes : 0);

    private TensorBlock Matrix(int offset, int gates, int columns) => new(offset, _cell.Hidden, gates, columns);

    /// <summary>The parts of weight_hh or bias_hh: one for each matrix that its gates are in.</summary>
    private IEnumerable<TensorBlock> Hidden(Func<MatrixPlan, int> offset, int columns) => HiddenMatrices.Select(matrix =>
        Matrix(offset(matrix), matrix.Layout.Gates, columns) with { Row = HiddenGates.IndexOf(matrix.Product.Gates[0]) * _cell.Hidden });

    /// <param name="boundOf">By what it is drawn, where that is not the number of units.</param>
    /// <param name="kernel">The kernel of a convolution.</param>
    private void Add(string name, string role, int rows, int columns, IReadOnlyList<string> gates, IEnumerable<TensorBlock> blocks, int? boundOf = null, int kernel = 0) =>
        _tensors.Add(new(name, role, rows, columns, [.. gates], [.. blocks])
        {
            Units = gates.Count > 0 ? _cell.Hidden : rows,
            BoundOf = boundOf ?? _cell.Hidden,
            Kernel = kernel,
        });
}
