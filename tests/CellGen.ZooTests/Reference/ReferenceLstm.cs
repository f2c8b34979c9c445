namespace CellGen.ZooTests.Reference;

/// <summary>
/// c' = f ⊙ c + i ⊙ g, h' = o ⊙ tanh(c'). With peepholes i and f also read c and o reads c'; with a projection h' = W_hr (o ⊙
/// tanh(c')). The rows are i, f, g, o.
/// </summary>
internal sealed class ReferenceLstm : IReferenceLayer
{
    private readonly float[] _input, _recurrent, _inputBias, _recurrentBias;
    private readonly float[]? _projection, _peepI, _peepF, _peepO;

    public ReferenceLstm(Tensors tensors, string prefix = "", int layer = 0)
    {
        _input = tensors[$"{prefix}weight_ih_l{layer}"];
        _recurrent = tensors[$"{prefix}weight_hh_l{layer}"];
        _inputBias = tensors[$"{prefix}bias_ih_l{layer}"];
        _recurrentBias = tensors[$"{prefix}bias_hh_l{layer}"];
        _projection = tensors.All.GetValueOrDefault($"{prefix}weight_hr_l{layer}");
        _peepI = tensors.All.GetValueOrDefault($"{prefix}weight_ci_l{layer}");
        _peepF = tensors.All.GetValueOrDefault($"{prefix}weight_cf_l{layer}");
        _peepO = tensors.All.GetValueOrDefault($"{prefix}weight_co_l{layer}");
        Cell = new double[_inputBias.Length / 4];
        Hidden = new double[_projection?.Length / Cell.Length ?? Cell.Length];
    }

    /// <summary>The state h.</summary>
    public double[] Hidden { get; private set; }

    /// <summary>The state c.</summary>
    public double[] Cell { get; }

    public double[] Step(double[] input)
    {
        int units = Cell.Length;
        double Sum(int gate, int unit)
        {
            int row = (gate * units) + unit;
            return ReferenceMath.Dot(_input, row, input) + _inputBias[row] + ReferenceMath.Dot(_recurrent, row, Hidden) + _recurrentBias[row];
        }

        double[] output = new double[units];
        for (int unit = 0; unit < units; unit++)
        {
            double i = ReferenceMath.Sigmoid(Sum(0, unit) + ((_peepI?[unit] ?? 0) * Cell[unit]));
            double f = ReferenceMath.Sigmoid(Sum(1, unit) + ((_peepF?[unit] ?? 0) * Cell[unit]));
            double g = Math.Tanh(Sum(2, unit));
            Cell[unit] = (f * Cell[unit]) + (i * g);
            double o = ReferenceMath.Sigmoid(Sum(3, unit) + ((_peepO?[unit] ?? 0) * Cell[unit]));
            output[unit] = o * Math.Tanh(Cell[unit]);
        }

        Hidden = _projection is null ? output : [.. Enumerable.Range(0, Hidden.Length).Select(row => ReferenceMath.Dot(_projection, row, output))];
        return [.. Hidden];
    }
}
