using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Oracle;

/// <summary>One step of one layer and direction, from the equations of torch.nn.RNN, GRU and LSTM.</summary>
public sealed class OracleCell
{
    private readonly NetShape _shape;
    private readonly double[] _inputWeight;
    private readonly double[] _hiddenWeight;
    private readonly double[] _inputBias;
    private readonly double[] _hiddenBias;

    /// <summary>Finds the tensors of a layer and direction.</summary>
    public OracleCell(NetShape shape, IReadOnlyDictionary<string, double[]> weights, int layer, int direction)
    {
        string suffix = $"_l{layer}{(direction == 1 ? "_reverse" : "")}";
        _shape = shape;
        _inputWeight = weights["weight_ih" + suffix];
        _hiddenWeight = weights["weight_hh" + suffix];
        _inputBias = shape.Bias ? weights["bias_ih" + suffix] : new double[shape.GateRows];
        _hiddenBias = shape.Bias ? weights["bias_hh" + suffix] : new double[shape.GateRows];
    }

    /// <summary>The next h and c; c is empty where the cell has none.</summary>
    public (double[] Hidden, double[] Cell) Step(double[] x, double[] h, double[] c)
    {
        // Both sums of every gate, with its bias: W x + b_ih and U h + b_hh.
        double[] input = [.. Product(_inputWeight, _shape.GateRows, x).Zip(_inputBias, (a, b) => a + b)];
        double[] state = [.. Product(_hiddenWeight, _shape.GateRows, h).Zip(_hiddenBias, (a, b) => a + b)];
        return _shape.Kind switch
        {
            CellKind.Rnn => (Rnn(input, state), []),
            CellKind.Gru => (Gru(input, state, h), []),
            _ => Lstm(input, state, c),
        };
    }

    /// <summary>The product of a row-major matrix and a vector.</summary>
    public static double[] Product(double[] matrix, int rows, double[] vector)
    {
        var product = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < vector.Length; column++)
            {
                product[row] += matrix[(row * vector.Length) + column] * vector[column];
            }
        }

        return product;
    }

    // h' = f(W x + b_ih + U h + b_hh)
    private double[] Rnn(double[] input, double[] state)
    {
        var next = new double[_shape.Hidden];
        for (int k = 0; k < next.Length; k++)
        {
            double sum = input[k] + state[k];
            next[k] = _shape.Nonlinearity == Nonlinearity.Relu ? Math.Max(sum, 0) : Math.Tanh(sum);
        }

        return next;
    }

    // r = σ(W_r x + b_ir + U_r h + b_hr), z likewise; n = tanh(W_n x + b_in + r ⊙ (U_n h + b_hn)); h' = (1 − z) ⊙ n + z ⊙ h.
    private double[] Gru(double[] input, double[] state, double[] h)
    {
        int size = _shape.Hidden;
        var next = new double[size];
        for (int k = 0; k < size; k++)
        {
            double r = Sigmoid(input[k] + state[k]);
            double z = Sigmoid(input[size + k] + state[size + k]);
            double n = Math.Tanh(input[(2 * size) + k] + (r * state[(2 * size) + k]));
            next[k] = ((1 - z) * n) + (z * h[k]);
        }

        return next;
    }

    // i, f, o = σ(…), g = tanh(…); c' = f ⊙ c + i ⊙ g; h' = o ⊙ tanh(c'). The order of the rows is i, f, g, o.
    private (double[] Hidden, double[] Cell) Lstm(double[] input, double[] state, double[] c)
    {
        int size = _shape.Hidden;
        var nextHidden = new double[size];
        var nextCell = new double[size];
        for (int k = 0; k < size; k++)
        {
            double i = Sigmoid(input[k] + state[k]);
            double f = Sigmoid(input[size + k] + state[size + k]);
            double g = Math.Tanh(input[(2 * size) + k] + state[(2 * size) + k]);
            double o = Sigmoid(input[(3 * size) + k] + state[(3 * size) + k]);
            nextCell[k] = (f * c[k]) + (i * g);
            nextHidden[k] = o * Math.Tanh(nextCell[k]);
        }

        return (nextHidden, nextCell);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
