namespace CellGen.ZooTests.Reference;

/// <summary>
/// z = σ(W_z x + b_z + U_z h + d_z), r likewise, h' = z ⊙ h + (1 − z) ⊙ n, with n = φ(W_n x + b_n + r ⊙ (U_n h + d_n)), or with the
/// reset before the product, n = φ(W_n x + b_n + U_n (r ⊙ h) + d_n). The rows are r, z, n.
/// </summary>
internal sealed class ReferenceGru(Tensors tensors, string prefix, int layer = 0, bool resetAfter = true, Func<double, double>? candidate = null) : IReferenceLayer
{
    private readonly float[] _input = tensors[$"{prefix}weight_ih_l{layer}"], _recurrent = tensors[$"{prefix}weight_hh_l{layer}"];
    private readonly float[] _inputBias = tensors[$"{prefix}bias_ih_l{layer}"], _recurrentBias = tensors[$"{prefix}bias_hh_l{layer}"];
    private readonly Func<double, double> _candidate = candidate ?? Math.Tanh;

    /// <summary>The state h.</summary>
    public double[] Hidden { get; } = new double[tensors[$"{prefix}bias_ih_l{layer}"].Length / 3];

    public double[] Step(double[] input)
    {
        int units = Hidden.Length;
        double W(int row) => ReferenceMath.Dot(_input, row, input) + _inputBias[row];
        double U(int row, double[] h) => ReferenceMath.Dot(_recurrent, row, h) + _recurrentBias[row];
        double[] r = new double[units], z = new double[units], n = new double[units];
        for (int unit = 0; unit < units; unit++)
        {
            r[unit] = ReferenceMath.Sigmoid(W(unit) + U(unit, Hidden));
            z[unit] = ReferenceMath.Sigmoid(W(units + unit) + U(units + unit, Hidden));
        }

        double[] reset = [.. Hidden.Select((value, unit) => r[unit] * value)];
        for (int unit = 0; unit < units; unit++)
        {
            int row = (2 * units) + unit;
            n[unit] = _candidate(W(row) + (resetAfter ? r[unit] * U(row, Hidden) : U(row, reset)));
        }

        for (int unit = 0; unit < units; unit++)
        {
            Hidden[unit] = (z[unit] * Hidden[unit]) + ((1 - z[unit]) * n[unit]);
        }

        return [.. Hidden];
    }
}
