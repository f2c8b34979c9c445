using System.Globalization;

namespace CellGen;

/// <summary>
/// A value in the equations of a cell: a number for each unit, in double precision where the equations run, as a debugger shows.
/// </summary>
public class CellValue
{
    private readonly IReadOnlyList<double> _units;

    /// <summary>A value of these numbers.</summary>
    /// <param name="units">A number for each unit.</param>
    /// <param name="name">Its name in the equations, or null.</param>
    public CellValue(IReadOnlyList<double> units, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(units);
        (_units, Name) = (units, name);
    }

    /// <summary>The name that the equations give to it, or null.</summary>
    public string? Name { get; private set; }

    /// <summary>A number for each unit; one alone where all units have the same.</summary>
    public IReadOnlyList<double> Units => _units;

    /// <summary>Whether it is one number for all units, such as the 1 of 1 − z.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>The same number for every unit, rounded to single precision as generated code has it.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator CellValue(double number) => new([(float)number]) { IsNumber = true };

    /// <summary>The sum, unit by unit.</summary>
    public static CellValue operator +(CellValue left, CellValue right) => Combine(left, right, (a, b) => a + b);

    /// <summary>The difference, unit by unit.</summary>
    public static CellValue operator -(CellValue left, CellValue right) => Combine(left, right, (a, b) => a - b);

    /// <summary>The negative of each unit.</summary>
    public static CellValue operator -(CellValue value) => Required(value).Each(x => -x);

    /// <summary>The Hadamard product ⊙.</summary>
    public static CellValue operator *(CellValue left, CellValue right) => Combine(left, right, (a, b) => a * b);

    /// <summary>The quotient, unit by unit.</summary>
    public static CellValue operator /(CellValue left, CellValue right) => Combine(left, right, (a, b) => a / b);

    /// <summary>The name and the numbers.</summary>
    public override string ToString() =>
        (Name is null ? "" : Name + " = ") + string.Join(", ", _units.Select(x => x.ToString("g6", CultureInfo.InvariantCulture)));

    internal CellValue Named(string name)
    {
        Name ??= name;
        return this;
    }

    internal CellValue Each(Func<double, double> function) => new([.. _units.Select(function)]) { IsNumber = IsNumber };

    private static CellValue Required(CellValue value) => value ?? throw new ArgumentNullException(nameof(value));

    private static CellValue Combine(CellValue left, CellValue right, Func<double, double, double> function)
    {
        var (a, b) = (Required(left)._units, Required(right)._units);
        if (!left.IsNumber && !right.IsNumber && a.Count != b.Count)
        {
            throw new ArgumentException($"{left.Name ?? "A value"} has {a.Count} units and {right.Name ?? "another"} {b.Count}.");
        }

        var units = new double[left.IsNumber ? b.Count : a.Count];
        for (int i = 0; i < units.Length; i++)
        {
            units[i] = function(a[left.IsNumber ? 0 : i], b[right.IsNumber ? 0 : i]);
        }

        return new(units)
        {
            IsNumber = left.IsNumber && right.IsNumber,
        };
    }
}
