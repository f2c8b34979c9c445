using System.Globalization;
using CellGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Parsing;

/// <summary>Reads the named arguments of one attribute and reports those that are out of range.</summary>
internal sealed class AttributeReader(AttributeData attribute, Action<Mistake> report)
{
    public bool Has(string name) => Find(name) is not null;

    /// <summary>A positive size; 1 where it is missing or wrong.</summary>
    public int Size(string name, bool required, int most = ModelParser.MaxSize)
    {
        if (Find(name) is not int value)
        {
            if (required)
            {
                Report(new Mistake(Descriptors.SizeMissing, name));
            }

            return 1;
        }

        if (value < 1)
        {
            Report(new Mistake(Descriptors.SizeNotPositive, name, value) { Argument = name });
            return 1;
        }

        if (value > most)
        {
            Report(new Mistake(Descriptors.SizeTooLarge, name, value, most) { Argument = name });
            return 1;
        }

        return value;
    }

    /// <summary>A size, or 0 where it is missing, zero or wrong.</summary>
    public int OptionalSize(string name) => Find(name) is 0 ? 0 : Has(name) ? Size(name, required: false) : 0;

    /// <summary>
    /// An index below a size, which another argument says; −1 where it is missing or wrong. Where the size itself is wrong
    /// that is the one mistake.
    /// </summary>
    public int Index(string name, string sizeName, int size)
    {
        if (Find(name) is not int value || value == -1 || Find(sizeName) is not int said || said != size)
        {
            return -1;
        }

        if (value >= 0 && value < size)
        {
            return value;
        }

        Report(new Mistake(
            Descriptors.NumberOutOfRange, name, value, FormattableString.Invariant($"from 0 to {size - 1}, or -1 for none"))
        { Argument = name });
        return -1;
    }

    /// <summary>A number in a range; 0 where it is missing or wrong.</summary>
    public double Number(string name, double least, double most, string range)
    {
        if (Find(name) is not double value)
        {
            return 0;
        }

        if (value >= least && value <= most)
        {
            return value;
        }

        Report(new Mistake(Descriptors.NumberOutOfRange, name, value.ToString(CultureInfo.InvariantCulture), range) { Argument = name });
        return 0;
    }

    /// <summary>A whole number.</summary>
    public int Integer(string name, int absent) => Find(name) as int? ?? absent;

    /// <summary>A text; null where it is missing.</summary>
    public string? Text(string name) => Find(name) as string;

    public bool Flag(string name, bool absent) => Find(name) as bool? ?? absent;

    /// <summary>A member of an enum; the first one where it is missing or the value is none.</summary>
    public T Enum<T>(string name)
        where T : struct, Enum => Enum(name, default(T));

    /// <summary>A member of an enum; another where it is missing or the value is none.</summary>
    public T Enum<T>(string name, T absent)
        where T : struct, Enum => Member(Find(name), name, absent, name);

    /// <summary>A member of an enum, which is the attribute's one argument without a name; the first one where it is missing or the value is none.</summary>
    public T First<T>(string name)
        where T : struct, Enum => Member(attribute.ConstructorArguments.Select(argument => argument.Value).FirstOrDefault(), name, default(T), null);

    private T Member<T>(object? value, string name, T absent, string? argument)
        where T : struct, Enum
    {
        if (value is not int number)
        {
            return absent;
        }

        if (System.Enum.IsDefined(typeof(T), number))
        {
            return (T)(object)number;
        }

        Report(new Mistake(Descriptors.UnknownMember, name, number, string.Join(", ", System.Enum.GetNames(typeof(T)))) { Argument = argument });
        return absent;
    }

    private object? Find(string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Kind != TypedConstantKind.Error)
            {
                return argument.Value.Value;
            }
        }

        return null;
    }

    /// <summary>Reports a mistake in this attribute.</summary>
    public void Report(Mistake mistake) => report(mistake with { Attribute = attribute });
}
