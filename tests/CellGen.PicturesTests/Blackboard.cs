using System.Globalization;
using System.Text.RegularExpressions;

namespace CellGen.PicturesTests;

/// <summary>
/// Reads equations as a person would, "r = σ(W_r x + b_ir + U_r h + b_hr)", and computes them in double precision. It knows the text and
/// nothing of the generator.
/// </summary>
internal sealed partial class Blackboard
{
    private static readonly Dictionary<string, Func<double, double>> Functions = new()
    {
        ["σ"] = x => 1 / (1 + Math.Exp(-x)),
        ["tanh"] = Math.Tanh,
        ["relu"] = x => Math.Max(x, 0),
        ["leakyrelu"] = x => x > 0 ? x : 0.01 * x,
        ["exp"] = Math.Exp,
        ["saturate"] = x => Math.Clamp(x, 0, 1),
    };

    private string[] _tokens = [];
    private int _next;

    /// <summary>The vectors, by name.</summary>
    public Dictionary<string, double[]> Vectors { get; } = [];

    /// <summary>The matrices, by name, each as its rows.</summary>
    public Dictionary<string, double[][]> Matrices { get; } = [];

    /// <summary>Gives a vector that the lines do not define; null where there is none of the name.</summary>
    public Func<string, double[]?> Missing { get; set; } = _ => null;

    /// <summary>Computes a line: "name = …", or "name += …" of what is there.</summary>
    public void Write(string line)
    {
        _tokens = [.. Token().Matches(line).Select(match => match.Value)];
        string name = _tokens[0];
        string sign = _tokens[1];
        _next = 2;
        double[] value = Expression();
        if (_next != _tokens.Length || sign is not ("=" or "+="))
        {
            throw new FormatException($"'{line}' is no equation at '{string.Join(" ", _tokens.Skip(_next))}'.");
        }

        Vectors[name] = sign == "=" ? value : Each(Vectors[name], value, (a, b) => a + b);
    }

    /// <summary>Wᵀ v.</summary>
    public static double[] Transposed(double[][] matrix, double[] vector) =>
        [.. Enumerable.Range(0, matrix[0].Length).Select(column => matrix.Zip(vector, (row, value) => row[column] * value).Sum())];

    /// <summary>A number is a vector of one.</summary>
    private static double[] Each(double[] left, double[] right, Func<double, double, double> function) =>
        [.. Enumerable.Range(0, Math.Max(left.Length, right.Length)).Select(i => function(left[left.Length == 1 ? 0 : i], right[right.Length == 1 ? 0 : i]))];

    private double[] Expression()
    {
        double[] value = Sum();
        while (Skip("where"))
        {
            bool within = Skip("|");
            double[] condition = Sum();
            Expect(within ? "|" : ">");
            if (within)
            {
                Expect("<");
            }

            double bound = Factor()[0];
            value = Each(condition, value, (c, v) => (within ? Math.Abs(c) < bound : c > bound) ? v : 0);
        }

        return value;
    }

    private double[] Sum()
    {
        double[] value = Product();
        while (_next < _tokens.Length && _tokens[_next] is "+" or "−")
        {
            bool adds = Skip("+") || !Skip("−");
            value = Each(value, Product(), (a, b) => adds ? a + b : a - b);
        }

        return value;
    }

    private double[] Product()
    {
        double[] value = Factor();
        while (true)
        {
            if (Skip("⊙"))
            {
                value = Each(value, Factor(), (a, b) => a * b);
            }
            else if (Skip("/"))
            {
                value = Each(value, Factor(), (a, b) => a / b);
            }
            else
            {
                return value;
            }
        }
    }

    private double[] Factor()
    {
        double[] value = Skip("−") ? Array.ConvertAll(Factor(), x => -x) : Value();
        return Skip("²") ? Array.ConvertAll(value, x => x * x) : value;
    }

    private double[] Value()
    {
        if (Skip("("))
        {
            double[] inner = Expression();
            Expect(")");
            return inner;
        }

        if (Skip("["))
        {
            double[] first = Expression();
            Expect(";");
            double[] second = Expression();
            Expect("]");
            return [.. first, .. second];
        }

        string name = _tokens[_next++];
        if (double.TryParse(name, CultureInfo.InvariantCulture, out double number))
        {
            return [number];
        }

        if (Matrices.TryGetValue(name, out double[][]? matrix))
        {
            double[] operand = Value();
            return [.. matrix.Select(row => row.Length == operand.Length ? row.Zip(operand, (a, b) => a * b).Sum() : throw new FormatException($"{name} has {row.Length} columns, what it multiplies {operand.Length} rows."))];
        }

        return Functions.ContainsKey(name) || name == "clip" ? Call(name)
            : Vectors.TryGetValue(name, out double[]? vector) ? vector
            : Vectors[name] = Missing(name) ?? throw new FormatException($"Nothing is called {name}.");
    }

    private double[] Call(string name)
    {
        Expect("(");
        double[] argument = Expression();
        if (name == "clip")
        {
            Expect(",");
            Expect("±");
            double bound = Factor()[0];
            Expect(")");
            return Array.ConvertAll(argument, x => Math.Clamp(x, -bound, bound));
        }

        Expect(")");
        return [.. argument.Select(Functions[name])];
    }

    private bool Skip(string token)
    {
        bool found = _next < _tokens.Length && _tokens[_next] == token;
        _next += found ? 1 : 0;
        return found;
    }

    private void Expect(string token)
    {
        if (!Skip(token))
        {
            throw new FormatException($"Expected {token} before '{string.Join(" ", _tokens.Skip(_next))}'.");
        }
    }

    [GeneratedRegex(@"-?\d+(\.\d+)?(E-?\d+)?|[\p{L}_][\p{L}\p{Nd}_]*'?|\+=|\S")]
    private static partial Regex Token();
}
