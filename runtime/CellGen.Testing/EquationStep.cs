namespace CellGen;

/// <summary>One step of a cell's equations with numbers: states and input are given, the next states come out.</summary>
/// <param name="rows">The order of the gates.</param>
/// <param name="tensor">The tensors of the layer by their names without it, row-major; empty where the net has it not.</param>
/// <param name="input">The input of the step.</param>
/// <param name="hidden">The number of units.</param>
/// <param name="h">h of the previous step.</param>
/// <param name="further">The further states, one after the other.</param>
internal sealed class EquationStep(EquationRows rows, Func<string, double[]> tensor, double[] input, int hidden, double[] h, double[] further) : CellEquations
{
    /// <summary>h after the step.</summary>
    public double[] NextH { get; private set; } = h;

    /// <summary>The further states after the step, one after the other.</summary>
    public double[] NextFurther { get; } = [.. further];

    /// <inheritdoc/>
    public override CellState H { get; } = new("h", h);

    /// <inheritdoc/>
    public override CellValue Recurrent => H;

    /// <inheritdoc/>
    public override CellValue X { get; } = new(input, "x");

    /// <inheritdoc/>
    public override CellState State(string name) => new(name, further[PlaceOf(name)]);

    /// <inheritdoc/>
    public override CellValue W(string gate, bool bias = true) => Multiply(
        tensor("weight_ih"), rows.Gates.IndexOf(gate), input, hidden, bias ? tensor("bias_ih") : [], rows.BiasedInputs.IndexOf(gate));

    /// <inheritdoc/>
    public override CellValue U(string gate, CellValue operand, bool bias = true) => Multiply(
        tensor("weight_hh"), rows.RecurringGates.IndexOf(gate), operand.Units, hidden, bias ? tensor("bias_hh") : [], rows.BiasedGates.IndexOf(gate));

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
            units.CopyTo(NextFurther, PlaceOf(state.Name!).Start.Value);
        }

        return Let(state.Name + "'", next);
    }

    /// <summary>Where a further state is among them.</summary>
    private Range PlaceOf(string state)
    {
        int start = rows.Further.IndexOf(state) * hidden;
        return start..(start + hidden);
    }

    /// <summary>The rows of one gate times a vector, and the gate's biases where there are some.</summary>
    private static CellValue Multiply(double[] matrix, int gate, IReadOnlyList<double> operand, int units, double[] bias, int biasGate)
    {
        double[] vector = [.. operand];
        var result = new double[units];
        for (int unit = 0; unit < units; unit++)
        {
            double sum = bias.Length == 0 ? 0 : bias[(biasGate * units) + unit];
            int row = ((gate * units) + unit) * vector.Length;
            for (int column = 0; column < vector.Length; column++)
            {
                sum += matrix[row + column] * vector[column];
            }

            result[unit] = sum;
        }

        return new CellValue(result);
    }
}
