using System.Text.RegularExpressions;
using CellGen.NumericTests.Goldens;
using CellGen.Pictures;
using Xunit;

namespace CellGen.PicturesTests;

/// <summary>The equations and gradients that a net states are computed from the text alone, and are those of Forward and Backward.</summary>
public class EquationValuesTests
{
    public static TheoryData<ITrainable, ITrainable> Nets => new()
    {
        { new ElmanNet(seed: 1), new ElmanNet() },
        { new ResetBeforeGru(seed: 1), new ResetBeforeGru() },
        { new ProjectedLstm(seed: 1), new ProjectedLstm() },
        { new OneLayerGru(seed: 1), new OneLayerGru() },
        { new HardLstm(seed: 1), new HardLstm() },
        { new IndependentNet(seed: 1), new IndependentNet() },
        { new SmallestGru(seed: 1), new SmallestGru() },
        { new SmallestLstm(seed: 1), new SmallestLstm() },
        { new TutorialCell(seed: 1), new TutorialCell() },
        { new OwnStep(seed: 1), new OwnStep() },
    };

    [Theory]
    [MemberData(nameof(Nets))]
    public void What_is_stated_is_what_is_computed(ITrainable net, ITrainable gradients)
    {
        NetEquations text = NetEquations.Of(net);
        int inputs = (int)net.GetType().GetField("InputSize")!.GetRawConstantValue()!;
        TrainingPass pass = net.NewPass(1);
        float[] input = Noise.Values("input", inputs);
        float[] state = Noise.Values("state", pass.StateSize);
        float[] before = [.. state];
        float[] output = new float[pass.OutputSize];
        float[] outputGradient = Noise.Values("output gradient", output.Length);
        float[] stateGradient = Noise.Values("state gradient", pass.StateSize);
        float[] after = [.. stateGradient];
        var sequence = new Sequence { Input = input };
        pass.Forward(sequence, state, output);
        pass.Backward(sequence, outputGradient, stateGradient);

        var board = new Blackboard();
        SymbolLine[] symbols = SymbolLine.Of(text.Symbols);
        Load(board, symbols, net, inputs);
        board.Vectors["x"] = Array.ConvertAll(input, value => (double)value);
        int size = output.Length;
        string[] states = before.Length > size ? ["h", "c"] : ["h"];
        foreach (string name in states)
        {
            var part = name == "h" ? ..size : size..;
            board.Vectors[name] = Array.ConvertAll(before[part], value => (double)value);
            board.Vectors[$"d{name}'"] = Array.ConvertAll(after[part], value => (double)value);
        }

        board.Vectors["dh'"] = [.. board.Vectors["dh'"].Zip(outputGradient, (a, b) => a + b)];
        foreach (string line in text.Equations.Skip(1).SkipLast(1))
        {
            board.Write(line);
        }

        Near(board.Vectors["h'"], output, "h'");
        Near([.. states.SelectMany(name => board.Vectors[name + "'"])], state, "the state");

        // What flows back through a matrix is said in words below the equations.
        board.Missing = name => Back(board, text, name[1..]);
        foreach (string line in text.Gradients)
        {
            board.Write(line);
        }

        pass.Gradient.CopyTo(gradients.Parameters);
        var derived = new Blackboard();
        Load(derived, symbols, gradients, inputs);
        foreach (var (name, rows) in derived.Matrices)
        {
            double[] operand = board.Vectors[OperandOf(text, name)];
            double[] gradient = GradientOf(board, text, name);
            Near([.. gradient.SelectMany(row => operand.Select(column => row * column))], [.. rows.SelectMany(row => row)], "d" + name);
        }

        foreach (var (name, values) in derived.Vectors)
        {
            double[] expected = name.StartsWith("b_i", StringComparison.Ordinal) ? GradientOf(board, text, "W_" + name[3..])
                : name.StartsWith("b_h", StringComparison.Ordinal) ? GradientOf(board, text, "U_" + name[3..])
                : board.Vectors["d" + name];
            Near(expected, values, "d" + name);
        }

        double[] back = [.. states.SelectMany(name => (board.Vectors.GetValueOrDefault("d" + name) ?? new double[board.Vectors[name].Length]).Zip(Back(board, text, name), (a, b) => a + b))];
        Near(back, stateGradient, "the gradient of the state");
    }

    /// <summary>The symbols of one layer and direction.</summary>
    private static void Load(Blackboard board, SymbolLine[] symbols, INetwork net, int inputs)
    {
        foreach (SymbolLine line in symbols)
        {
            float[] values = new float[line.Whole.Aggregate((a, b) => a * b)];
            net.Get(line.Tensors.Single(), values);
            double[][] rows = [.. values.Select(value => (double)value).Chunk(line.Shape.Length == 1 ? 1 : line.Shape[1])];
            if (line.Names[0].StartsWith('['))
            {
                // Side by side: W reads the input, U the state.
                string[] names = line.Names[0].Trim('[', ']').Split(' ');
                board.Matrices[names[0]] = Array.ConvertAll(rows, row => row[..inputs]);
                board.Matrices[names[1]] = Array.ConvertAll(rows, row => row[inputs..]);
                continue;
            }

            for (int i = 0; i < line.Names.Length; i++)
            {
                double[][] own = rows[(i * line.Shape[0])..((i + 1) * line.Shape[0])];
                if (line.Shape.Length == 1)
                {
                    board.Vectors[line.Names[i]] = [.. own.SelectMany(row => row)];
                }
                else
                {
                    board.Matrices[line.Names[i]] = own;
                }
            }
        }
    }

    /// <summary>What stands behind a matrix.</summary>
    private static string OperandOf(NetEquations text, string matrix) =>
        Regex.Match(string.Join("\n", text.Equations), $@"(?<!\w){matrix} (\w+)").Groups[1].Value;

    /// <summary>The gradient of a product: du_z of U_z h where it is stated, else da_z, else that of what the product is a term of.</summary>
    private static double[] GradientOf(Blackboard board, NetEquations text, string matrix) =>
        matrix[0] == 'U' && board.Vectors.TryGetValue("du_" + matrix[2..], out double[]? own) ? own
        : board.Vectors.TryGetValue("da_" + matrix[2..], out double[]? shared) ? shared
        : board.Vectors["d" + text.Equations.Single(line => Regex.IsMatch(line, $@"= ([^()]* \+ )?{matrix} ")).Split(" = ")[0]];

    /// <summary>The gradient of a vector through all matrices that multiply it.</summary>
    private static double[] Back(Blackboard board, NetEquations text, string operand)
    {
        double[] sum = new double[board.Vectors[operand].Length];
        foreach (var (name, matrix) in board.Matrices.Where(matrix => OperandOf(text, matrix.Key) == operand))
        {
            sum = [.. sum.Zip(Blackboard.Transposed(matrix, GradientOf(board, text, name)), (a, b) => a + b)];
        }

        return sum;
    }

    private static void Near(double[] expected, float[] actual, string what) => Near(expected, Array.ConvertAll(actual, value => (double)value), what);

    private static void Near(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) < 3e-6, $"{what}, value {i}: {actual[i]}, of the text {expected[i]}");
        }
    }
}
