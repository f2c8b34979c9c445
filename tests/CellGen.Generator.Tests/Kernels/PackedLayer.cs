using CellGen.Generator.Equations;
using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>The parameters of one direction of a layer, random and packed: their padding is zero, and nothing follows them.</summary>
internal sealed class PackedLayer
{
    private readonly NetPlan _plan;
    private readonly Random _random;
    private readonly Dictionary<(AffineSource Source, string Gate), double[][]> _matrices = [];
    private readonly double[] _packed;
    private readonly double[] _transposed;
    private readonly int _inputLength;

    /// <param name="plan">The net.</param>
    /// <param name="columns">The number of columns of the product with the input.</param>
    /// <param name="random">What the numbers are drawn from.</param>
    public PackedLayer(NetPlan plan, int columns, Random random)
    {
        (_plan, _random, Columns) = (plan, random, columns);
        _inputLength = plan.Gates.MatrixLength(columns) + (HasBias ? plan.Gates.Lanes : 0);
        _packed = new double[_inputLength + plan.Parameters.RecurrentLength];
        Draw(plan.Gates, 0, columns);
        if (HasBias)
        {
            Draw(plan.Gates, plan.Gates.MatrixLength(columns), 1);
        }

        foreach (var matrix in plan.Matrices)
        {
            Draw(matrix.Layout, _inputLength + matrix.Weights.Offset, matrix.Columns);
            if (matrix.Bias is { } bias)
            {
                Draw(matrix.Layout, _inputLength + bias.Offset, 1);
            }
        }

        for (int vector = 0; vector < plan.Step.Cell.Vectors.Count; vector++)
        {
            Draw(plan.UnitLanes, _inputLength + plan.Parameters.VectorOffset + (vector * plan.StateStride), 1);
        }

        _transposed = Transpose();
    }

    /// <summary>The number of columns of the product with the input.</summary>
    public int Columns { get; }

    /// <summary>Everything, from the first weight of the input on.</summary>
    public FormReference Reference => _packed;

    /// <summary>What the recurrence reads.</summary>
    public FormReference Recurrent => new(_packed, _inputLength);

    /// <summary>The matrices of the recurrence, transposed.</summary>
    public FormReference Transposed => _transposed;

    private bool HasBias => _plan.Spec.Cell.Bias;

    /// <summary>W x + b of one unit of a gate.</summary>
    public double Project(string gate, int unit, Func<int, double> x)
    {
        var layout = _plan.Gates;
        int lane = layout.Lane(_plan.Step.Cell.Gates.IndexOf(gate), unit);
        double sum = HasBias ? _packed[layout.MatrixLength(Columns) + lane] : 0;
        for (int column = 0; column < Columns; column++)
        {
            sum += _packed[layout.MatrixIndex(lane, column, Columns)] * x(column);
        }

        return sum;
    }

    /// <summary>The rows of a gate in a matrix of the recurrence, one a unit; they are unpacked once.</summary>
    public double[][] Matrix(Affine affine)
    {
        if (!_matrices.TryGetValue((affine.Source, affine.Gate), out double[][]? rows))
        {
            var matrix = Find(affine);
            rows = [.. Enumerable.Range(0, matrix.Layout.Units).Select(unit => Enumerable.Range(0, matrix.Columns)
                .Select(column => _packed[_inputLength + matrix.Weights.Offset + matrix.Layout.MatrixIndex(LaneOf(affine, matrix, unit), column, matrix.Columns)])
                .ToArray())];
            _matrices.Add((affine.Source, affine.Gate), rows);
        }

        return rows;
    }

    /// <summary>A bias of a matrix of the recurrence; 0 where it has none.</summary>
    public double Bias(Affine affine, int unit)
    {
        var matrix = Find(affine);
        return matrix.Bias is { } bias ? _packed[_inputLength + bias.Offset + LaneOf(affine, matrix, unit)] : 0;
    }

    /// <summary>An element of a vector of parameters.</summary>
    public double Vector(Parameter vector, int unit) =>
        _packed[_inputLength + _plan.Parameters.VectorOffset + (_plan.Step.Vectors.IndexOf(vector.Name!) * _plan.StateStride) + unit];

    private MatrixPlan Find(Affine affine) =>
        _plan.Matrices.Single(matrix => matrix.Product.Source == affine.Source && matrix.Product.Gates.Contains(affine.Gate));

    private static int LaneOf(Affine affine, MatrixPlan matrix, int unit) =>
        matrix.Layout.Lane(matrix.Product.Gates.IndexOf(affine.Gate), unit);

    /// <summary>Sums of many columns are not to be larger than those of few, or all functions would be saturated.</summary>
    private void Draw(LaneLayout layout, int start, int columns)
    {
        double size = 2 / Math.Sqrt(columns);
        for (int gate = 0; gate < layout.Gates; gate++)
        {
            for (int unit = 0; unit < layout.Units; unit++)
            {
                for (int column = 0; column < columns; column++)
                {
                    _packed[start + layout.MatrixIndex(layout.Lane(gate, unit), column, columns)] = size * (_random.NextDouble() - 0.5);
                }
            }
        }
    }

    /// <summary>The rows of gates that are nothing but padding may not be read.</summary>
    private double[] Transpose()
    {
        double[] transposed = new double[_plan.TransposedLength];
        foreach (var matrix in _plan.Matrices)
        {
            for (int lane = 0; lane < matrix.Layout.Lanes; lane++)
            {
                for (int column = 0; column < matrix.OperandLanes.Lanes; column++)
                {
                    transposed[matrix.Transposed.Offset + matrix.OperandLanes.MatrixIndex(column, lane, matrix.Layout.Lanes)] =
                        lane >= matrix.Layout.UsedLanes ? double.NaN : 0;
                }

                for (int column = 0; column < matrix.Columns && lane < matrix.Layout.UsedLanes; column++)
                {
                    transposed[matrix.Transposed.Offset + matrix.OperandLanes.MatrixIndex(matrix.OperandLanes.Lane(0, column), lane, matrix.Layout.Lanes)] =
                        _packed[_inputLength + matrix.Weights.Offset + matrix.Layout.MatrixIndex(lane, column, matrix.Columns)];
                }
            }
        }

        return transposed;
    }
}
