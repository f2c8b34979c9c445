using System.Globalization;
using System.Text;
using CellGen.NumericTests.Host;

namespace CellGen.PropertyTests;

/// <summary>
/// The text of a drawn cell. Whatever the numbers are, it is in the language: gates, vectors and names are there because something
/// reads them, states stay bounded, and products wait for one another.
/// </summary>
internal sealed class OwnCellText
{
    private static readonly Nonlinearity[] Functions = Enum.GetValues<Nonlinearity>();

    private readonly OwnCellDraw _draw;
    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<string> _values = [];
    private readonly List<string> _terms = [];
    private readonly HashSet<string> _unread = [];
    private string? _operand;
    private int _gates;
    private int _vectors;

    /// <summary>The states besides h.</summary>
    private string Letters => "sep"[.._draw.Further];

    private OwnCellText(OwnCellDraw draw)
    {
        (_draw, _random) = (draw, new Random(draw.Seed));
        if (draw.Shape.Projection == 0)
        {
            _values.Add("cell.H");
        }

        foreach (char state in Letters)
        {
            Line($"var {state} = cell.State(\"{state}\");");
            _values.Add($"{state}");
        }

        if (draw.ReadsInput)
        {
            _values.Add("cell.X");
        }

        Equations();
    }

    /// <summary>The file of the class.</summary>
    public static string Write(OwnCellDraw draw) => $$"""
        #pragma warning disable
        using CellGen;

        namespace Nets;

        {{NetAttributes.Write(draw.Shape with { Own = true })}}
        [Network(Agents = false)]
        public partial class {{draw.Name}}
        {
            public static void Equations(CellEquations cell)
            {
        {{new OwnCellText(draw)._text}}
            }

            private static CellValue Mix(CellEquations cell, CellValue gate, CellValue kept, CellValue added) =>
                (gate * kept) + ((1 - gate) * added);
        }
        """;

    private void Equations()
    {
        for (int term = 0; term < _draw.Terms; term++)
        {
            if (_draw.Late && term == _draw.Terms / 2)
            {
                // What later gates multiply: known when the first products are, and not before.
                string factor = _draw.Shape.Projection > 0 ? $"cell.Tanh({Gate()})" : "cell.H";
                _operand = _draw.Shape.Projection > 0 ? null : Name($"cell.Sigmoid({Gate()}) * {factor}");
            }

            string named = Name(Bounded(Expression(_draw.Depth)));
            _terms.Add(named);
            _unread.Add(named);
        }

        string gate = Name($"cell.Sigmoid({Gate()} + {Leaf()})");
        string last = Gate();
        foreach (char state in Letters)
        {
            Line($"var next{state} = cell.Next({state}, Mix(cell, {gate}, {state}, {Bounded(Expression(_draw.Depth))}));");
            _values.Add($"next{state}");
            last = $"next{state}";
        }

        // Something has to read each term: what nothing has read yet is read here.
        string sum = string.Join(" + ", _unread.Order(StringComparer.Ordinal).Prepend(last));
        string output = $"cell.Tanh({sum} + {Expression(1)})";
        Line(_draw.Shape.Projection > 0 ? $"cell.Next(cell.H, cell.Project({gate} * {output}));"
            : _random.Next(2) == 0 ? $"cell.Next(cell.H, Mix(cell, {gate}, cell.H, {output}));"
            : $"cell.Next(cell.H, {gate} * {output});");
    }

    private string Expression(int depth) => depth == 0 ? Leaf() : _random.Next(10) switch
    {
        0 => $"({Expression(depth - 1)} + {Expression(depth - 1)})",
        1 => $"({Expression(depth - 1)} - {Expression(depth - 1)})",
        2 => $"({Bounded(Expression(depth - 1))} * {Expression(depth - 1)})",
        3 => $"({Expression(depth - 1)} / (1 + cell.Exp({Bounded(Expression(depth - 1))})))",
        4 => $"(1 - {Expression(depth - 1)})",
        5 => string.Create(CultureInfo.InvariantCulture, $"({_random.Next(-8, 9) / 4.0} * {Expression(depth - 1)})"),
        6 => $"(-{Expression(depth - 1)})",
        7 => $"cell.Clip({Expression(depth - 1)}, 0.75)",
        _ => $"cell.Apply(Nonlinearity.{Functions[_random.Next(Functions.Length)]}, {Expression(depth - 1)})",
    };

    private string Bounded(string value) => _random.Next(4) switch
    {
        0 => $"cell.Sigmoid({value})",
        1 => $"cell.HardSigmoid({value})",
        2 => $"cell.Clip({value}, 1.5)",
        _ => $"cell.Tanh({value})",
    };

    /// <summary>A state, a term that others may read too, a vector of parameters, or mostly products.</summary>
    private string Leaf() => _random.Next(6) switch
    {
        0 when _values.Count > 0 => _values[_random.Next(_values.Count)],
        1 or 2 when _terms.Count > 0 => Term(),
        3 when _values.Count > 0 => $"(cell.Vector(\"p{++_vectors}\") * {_values[_random.Next(_values.Count)]})",
        4 => $"cell.W(\"g{++_gates}\"{Bias()})",
        _ => Gate(),
    };

    private string Term()
    {
        string term = _terms[_random.Next(_terms.Count)];
        _unread.Remove(term);
        return term;
    }

    /// <summary>W x + U h, or one with another operand, or one without.</summary>
    private string Gate()
    {
        string gate = $"\"g{++_gates}\"";
        return $"(cell.W({gate}{Bias()}) {(_random.Next(3) == 0 ? "-" : "+")} {(_operand is null ? $"cell.U({gate}{Bias()})" : $"cell.U({gate}, {_operand}{Bias()})")})";
    }

    private string Bias() => _draw.Unbiased && _random.Next(2) == 0 ? ", bias: false" : "";

    private string Name(string value)
    {
        string name = $"t{_text.ToString().Count(c => c == '\n')}";
        Line($"var {name} = cell.Let(\"{name}\", {value});");
        return name;
    }

    private void Line(string text) => _text.Append("        ").Append(text).Append('\n');
}
