namespace CellGen;

/// <summary>One step of a cell's equations with numbers: states and input are given, the next states come out.</summary>
/// <param name="rows">The order of the gates.</param>
/// <param name="tensor">The tensors of the layer by their names without it, row-major; empty where the net has it not.</param>
/// <param name="input">The input of the step.</param>
/// <param name="hidden">The number of units.</param>
/// <param name="h">h of the previous step.</param>
/// <param name="further">The further state, or empty.</param>
internal sealed class EquationStep(EquationRows rows, Func<string, double[]> tensor, double[] input, int hidden, double[] h, double[] further) : CellEquations
{
    private CellState? _further;

    /// <summary>h after the step.</summary>
    public double[] NextH { get; private set; } = h;

    /// <summary>The further state after the step.</summary>
    public double[] NextFurther { get; private set; } = further;

    /// <inheritdoc/>
    public override CellState H { get; } = new("h", h);

    /// <inheritdoc/>
    public override CellValue Recurrent => H;

    /// <inheritdoc/>
    public override CellValue X { get; } = new(input, "x");

    /// <inheritdoc/>
    public override CellState State(string name) => _further ??= new CellState(name, NextFurther);

    /// <inheritdoc/>
    public override CellValue W(string gate) =>
        Multiply(tensor("weight_ih"), rows.Gates.IndexOf(gate), input, hidden, tensor("bias_ih"), rows.Gates.IndexOf(gate));

    /// <inheritdoc/>
    public override CellValue U(string gate, CellValue operand, bool bias = true) => Multiply(
        tensor("weight_hh"), IndexOf(rows.RecurringGates, gate), operand.Units, hidden, bias ? tensor("bias_hh") : [], IndexOf(rows.BiasedGates, gate));

    /// <inheritdoc/>
    public override CellValue Project(CellValue value) => Multiply(tensor("weight_hr"), 0, value.Units, H.Units.Count, [], 0);

    /// <inheritdoc/>
    public override CellValue Vector(string name) => new(tensor("weight_" + name), name);

    /// <inheritdoc/>
    public override CellValue Next(CellState state, CellValue next)
    {
        double[] units = [.. next.Units];
        if (state == H)
        {
            NextH = units;
        }
        else
        {
            NextFurther = units;
        }

        return Let(state.Name + "'", next);
    }

    private static int IndexOf(IReadOnlyList<string> gates, string gate) => gates.ToList().IndexOf(gate);

    /// <summary>The rows of one gate times a vector, and the gate's biases where there are some.</summary>
    private static CellValue Multiply(double[] matrix, int gate, IReadOnlyList<double> vector, int units, double[] bias, int biasGate)
    {
        var result = new double[units];
        for (int unit = 0; unit < units; unit++)
        {
            double sum = bias.Length == 0 ? 0 : bias[(biasGate * units) + unit];
            int row = ((gate * units) + unit) * vector.Count;
            for (int column = 0; column < vector.Count; column++)
            {
                sum += matrix[row + column] * vector[column];
            }

            result[unit] = sum;
        }

        return new CellValue(result);
    }
}
