using System.Reflection;

namespace CellGen.Generator.Tests.Host;

/// <summary>Nets whose attributes have random arguments, right and wrong ones, for every argument that there is.</summary>
internal sealed class RandomNets(int seed)
{
    /// <summary>On both sides of what the planner decides by.</summary>
    private static readonly int[] Sizes = [1, 3, 8, 12, 16, 20, 24, 32, 40, 70];

    private readonly Random _random = new(seed);

    /// <summary>The source of a class of that name.</summary>
    public string Next(string name)
    {
        string kind = Enum.GetNames<CellKind>()[_random.Next(Enum.GetValues<CellKind>().Length)];
        string attributes = Attribute<RecurrentCellAttribute>($"Kind = CellKind.{kind}", $"Input = {_random.Next(1, 40)}", $"Hidden = {Sizes[_random.Next(Sizes.Length)]}");
        if (_random.Next(2) == 0)
        {
            attributes += Attribute<DenseHeadAttribute>($"Output = {_random.Next(1, 20)}");
        }

        attributes += _random.Next(6) switch
        {
            0 => Attribute<TokenInputAttribute>(),
            1 => Attribute<EmbeddingAttribute>($"Vocabulary = {_random.Next(1, 30)}"),
            _ => "",
        };
        if (_random.Next(4) == 0)
        {
            attributes += Attribute<NetworkAttribute>();
        }

        return $"using CellGen; {attributes}partial class {name} {{ }}";
    }

    /// <summary>The sources of so many classes.</summary>
    public string[] Several(int count) => [.. Enumerable.Range(0, count).Select(i => Next($"Net{i}"))];

    /// <summary>An attribute with these arguments, and about half of the others.</summary>
    private string Attribute<T>(params string[] given)
        where T : Attribute
    {
        var arguments = given.ToList();
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            // Equations are the one text, and have mutations of their own.
            if (property.PropertyType != typeof(string) && _random.Next(2) == 0 && !given.Any(argument => argument.StartsWith(property.Name + " ", StringComparison.Ordinal)))
            {
                arguments.Add($"{property.Name} = {Value(property.PropertyType)}");
            }
        }

        return $"[{typeof(T).Name.Replace("Attribute", "")}({string.Join(", ", arguments)})] ";
    }

    private string Value(Type type)
    {
        if (type.IsEnum)
        {
            string[] names = Enum.GetNames(type);
            return $"{type.Name}.{names[_random.Next(names.Length)]}";
        }

        return type == typeof(bool) ? (_random.Next(2) == 0 ? "true" : "false")
            : type == typeof(int) ? FormattableString.Invariant($"{_random.Next(0, 4)}")
            : type == typeof(double) ? (_random.Next(4) == 0 ? "1.5" : "0.25")
            : throw new NotSupportedException($"An argument of type {type} has no random value yet.");
    }
}
