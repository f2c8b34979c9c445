namespace CellGen;

/// <summary>
/// The language in which a class writes the equations of its own cell, one step of it, as the paper has them. The generator reads
/// the method and writes the network; CellGen.Testing runs the same method in double precision.
/// </summary>
/// <example>
/// <code>
/// [RecurrentCell(Equations = nameof(LightGru), Input = 10, Hidden = 20)]
/// public partial class Net
/// {
///     internal static void LightGru(CellEquations cell)
///     {
///         var z = cell.Let("z", cell.Sigmoid(cell.W("z") + cell.U("z")));
///         var n = cell.Let("n", cell.Relu(cell.W("n") + cell.U("n")));
///         cell.Next(cell.H, (z * cell.H) + ((1 - z) * n));
///     }
/// }
/// </code>
/// </example>
public abstract class CellEquations
{
    /// <summary>h of the previous step, the state that is the output.</summary>
    public abstract CellState H { get; }

    /// <summary>The input x itself, unit by unit: for cells that have as many inputs as units.</summary>
    public abstract CellValue X { get; }

    /// <summary>h as the gates read it: in training with <see cref="RecurrentCellAttribute.RecurrentDropout"/> some units are dropped.</summary>
    public abstract CellValue Recurrent { get; }

    /// <summary>A further state, such as the c of an LSTM; zero where a sequence begins without one.</summary>
    /// <param name="name">Its name in the equations, one letter.</param>
    public abstract CellState State(string name);

    /// <summary>W x + b_i of a gate: its rows of weight_ih and bias_ih times the input.</summary>
    /// <param name="gate">The gate; gates are rows of the tensors in the order in which the equations have them.</param>
    /// <param name="bias">Whether there is a b_i.</param>
    public abstract CellValue W(string gate, bool bias = true);

    /// <summary>U h + b_h of a gate: its rows of weight_hh and bias_hh times h of the previous step.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="bias">Whether there is a b_h.</param>
    public CellValue U(string gate, bool bias = true) => U(gate, Recurrent, bias);

    /// <summary>U v + b_h of a gate: its rows of weight_hh and bias_hh times a value of this step, of the size of h.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="operand">The value, such as r ⊙ h.</param>
    /// <param name="bias">Whether there is a b_h.</param>
    public abstract CellValue U(string gate, CellValue operand, bool bias = true);

    /// <summary>W_hr v: what has <see cref="RecurrentCellAttribute.Hidden"/> units, projected to the size of h.</summary>
    /// <param name="value">The value.</param>
    public abstract CellValue Project(CellValue value);

    /// <summary>A vector of parameters, one a unit, such as a peephole; its tensor is "weight_" and the name.</summary>
    /// <param name="name">The name.</param>
    public abstract CellValue Vector(string name);

    /// <summary>Names a value, name = value, in the comments of generated code and in messages.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value.</returns>
    public virtual CellValue Let(string name, CellValue value) => value.Named(name);

    /// <summary>States the next value of a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="next">Its value after this step.</param>
    /// <returns>The value.</returns>
    public abstract CellValue Next(CellState state, CellValue next);

    /// <summary>The logistic function σ.</summary>
    /// <param name="value">The argument.</param>
    public CellValue Sigmoid(CellValue value) => Apply(Nonlinearity.Sigmoid, value);

    /// <summary>The hyperbolic tangent.</summary>
    /// <param name="value">The argument.</param>
    public CellValue Tanh(CellValue value) => Apply(Nonlinearity.Tanh, value);

    /// <summary>max(0, x).</summary>
    /// <param name="value">The argument.</param>
    public CellValue Relu(CellValue value) => Apply(Nonlinearity.Relu, value);

    /// <summary>x where it is above 0, else 0.01 x.</summary>
    /// <param name="value">The argument.</param>
    public CellValue LeakyRelu(CellValue value) => Apply(Nonlinearity.LeakyRelu, value);

    /// <summary>x / 6 + 1/2, bounded to 0 and 1.</summary>
    /// <param name="value">The argument.</param>
    public CellValue HardSigmoid(CellValue value) => Apply(Nonlinearity.HardSigmoid, value);

    /// <summary>0.2 x + 1/2, bounded to 0 and 1.</summary>
    /// <param name="value">The argument.</param>
    public CellValue OnnxHardSigmoid(CellValue value) => Apply(Nonlinearity.OnnxHardSigmoid, value);

    /// <summary>ln(1 + exp(x)).</summary>
    /// <param name="value">The argument.</param>
    public CellValue Softplus(CellValue value) => Apply(Nonlinearity.Softplus, value);

    /// <summary>x Φ(x).</summary>
    /// <param name="value">The argument.</param>
    public CellValue Gelu(CellValue value) => Apply(Nonlinearity.Gelu, value);

    /// <summary>e to the power of a value, which is taken as ±80 where it is beyond.</summary>
    /// <param name="value">The argument.</param>
    public CellValue Exp(CellValue value) => value.Each(x => Math.Exp(Math.Clamp(x, -80, 80)));

    /// <summary>A value, or ±bound where it is beyond.</summary>
    /// <param name="value">The argument.</param>
    /// <param name="bound">The bound, a constant above 0.</param>
    public CellValue Clip(CellValue value, double bound) => value.Each(x => Math.Clamp(x, -(float)bound, (float)bound));

    /// <summary>A function of the table.</summary>
    /// <param name="function">The function, a constant.</param>
    /// <param name="value">The argument.</param>
    public CellValue Apply(Nonlinearity function, CellValue value) => value.Each(x => CellFunctions.Evaluate(function, x));
}
