using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Oracle;

/// <summary>One step of one layer and direction, from the equations that <see cref="CellKind"/> documents.</summary>
public abstract class OracleCell
{
    private readonly IReadOnlyDictionary<string, double[]> _weights;
    private readonly string _suffix;
    private readonly Dictionary<string, double[]> _tensors = [];

    /// <summary>A cell that reads the tensors of a layer and direction.</summary>
    protected OracleCell(OracleLayer layer)
    {
        Shape = layer.Shape;
        _weights = layer.Weights;
        _suffix = layer.Suffix;
    }

    /// <summary>The net.</summary>
    protected NetShape Shape { get; }

    /// <summary>The cell of a layer and direction.</summary>
    public static OracleCell Create(OracleLayer layer) => layer.Shape.Kind switch
    {
        CellKind.Rnn => new OracleRnn(layer),
        CellKind.Gru => new OracleGru(layer),
        CellKind.Lstm => new OracleLstm(layer),
        CellKind.MinGru => new OracleMinGru(layer),
        CellKind.MinLstm => new OracleMinLstm(layer),
        CellKind.IndRnn => new OracleIndRnn(layer),
        CellKind.Concatenating => new OracleConcatenating(layer),
        _ => throw new NotSupportedException(layer.Shape.Name),
    };

    /// <summary>The next h and c; c is empty where the cell has none.</summary>
    public abstract (double[] Hidden, double[] Cell) Step(double[] x, double[] h, double[] c);

    /// <summary>The product of a row-major matrix and a vector.</summary>
    public static double[] Product(ReadOnlySpan<double> matrix, int rows, double[] vector)
    {
        var product = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<double> weights = matrix.Slice(row * vector.Length, vector.Length);
            double sum = 0;
            for (int column = 0; column < weights.Length; column++)
            {
                sum += weights[column] * vector[column];
            }

            product[row] = sum;
        }

        return product;
    }

    /// <summary>A tensor of this layer and direction.</summary>
    protected double[] Tensor(string name)
    {
        // A finite difference asks for each a million times.
        if (!_tensors.TryGetValue(name, out double[]? tensor))
        {
            _tensors.Add(name, tensor = _weights[name + _suffix]);
        }

        return tensor;
    }

    /// <summary>A tensor of the whole net.</summary>
    protected double[] NetTensor(string name) => _weights[name];

    /// <summary>W x + b_ih, of all gates.</summary>
    protected double[] OfInput(double[] x) =>
        Sum(Product(Tensor("weight_ih"), Shape.GateRows, x), Shape.Bias ? Tensor("bias_ih") : null);

    /// <summary>U h + b_hh, of all gates.</summary>
    protected double[] OfState(double[] h) =>
        Sum(Product(Tensor("weight_hh"), Shape.GateRows, h), Shape.Bias ? Tensor("bias_hh") : null);

    /// <summary>The sum of two vectors; of one where the other is not there.</summary>
    protected static double[] Sum(double[] a, double[]? b)
    {
        if (b is null)
        {
            return a;
        }

        var sum = new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            sum[i] = a[i] + b[i];
        }

        return sum;
    }

    /// <summary>σ of the clipped argument.</summary>
    protected double Sigmoid(double a) => 1 / (1 + Math.Exp(-Clip(a)));

    /// <summary>The function of a gate, of the clipped argument.</summary>
    protected double Gate(double a) => Clipped(Shape.GateNonlinearity, a);

    /// <summary>The nonlinearity of a cell or of its candidate; it clips what is not linear.</summary>
    protected double Activate(double a) => Clipped(Shape.Nonlinearity, a);

    /// <summary>A function of any argument.</summary>
    public static double Apply(Nonlinearity function, double a) => function switch
    {
        Nonlinearity.Relu => Math.Max(a, 0),
        Nonlinearity.LeakyRelu => a > 0 ? a : 0.01 * a,
        Nonlinearity.Sigmoid => 1 / (1 + Math.Exp(-a)),
        Nonlinearity.HardSigmoid => Math.Clamp((a / 6) + 0.5, 0, 1),
        Nonlinearity.OnnxHardSigmoid => Math.Clamp((0.2 * a) + 0.5, 0, 1),
        Nonlinearity.Identity => a,
        Nonlinearity.Gelu => a * NormalSeries.Cdf(a),
        Nonlinearity.Softplus => Math.Log(1 + Math.Exp(a)),
        _ => Math.Tanh(a),
    };

    private double Clipped(Nonlinearity function, double a) => Apply(function, function == Nonlinearity.Identity ? a : Clip(a));

    private double Clip(double a) => Shape.Clip == 0 ? a : Math.Clamp(a, -Shape.Clip, Shape.Clip);
}
