namespace CellGen.Generator.Tests.Host;

/// <summary>A net, and the same net with one argument changed: for every argument that the attributes have.</summary>
internal static class ArgumentEdits
{
    private static readonly Dictionary<string, object> Cell = new()
    {
        ["Kind"] = CellKind.Lstm,
        ["Input"] = 3,
        ["Hidden"] = 5,
        ["Layers"] = 2,
        ["Bidirectional"] = true,
    };

    /// <summary>"RecurrentCell.Kind" and so on.</summary>
    public static IEnumerable<string> Names =>
        from attribute in new[] { typeof(RecurrentCellAttribute), typeof(DenseAttribute), typeof(DenseHeadAttribute), typeof(EmbeddingAttribute), typeof(TokenInputAttribute), typeof(NetworkAttribute) }
        from property in attribute.GetProperties()
        where property.CanWrite
        select attribute.Name.Replace("Attribute", ".") + property.Name;

    /// <summary>The source before and after an edit of the argument.</summary>
    public static (string Before, string After) Of(string name)
    {
        string attribute = name.Split('.')[0];
        string property = name.Split('.')[1];
        var arguments = Arguments(attribute);
        if (attribute == "RecurrentCell")
        {
            arguments["Kind"] = property switch
            {
                "Nonlinearity" => CellKind.Rnn,
                "ResetAfter" => CellKind.Gru,
                _ => CellKind.Lstm,
            };
        }

        if (property == "Equations")
        {
            arguments.Remove("Kind");
            arguments[property] = "Lazy";
            return (Net(attribute, arguments), Net(attribute, new(arguments) { [property] = "Keen" }));
        }

        if (property == "Name")
        {
            arguments[property] = "first";
        }

        var type = typeof(RecurrentCellAttribute).Assembly.GetType($"CellGen.{attribute}Attribute")!;
        object old = arguments.GetValueOrDefault(property) ?? type.GetProperty(property)!.GetValue(Activator.CreateInstance(type))!;
        return (Net(attribute, arguments), Net(attribute, new(arguments) { [property] = Another(old) }));
    }

    private static Dictionary<string, object> Arguments(string attribute) => attribute switch
    {
        "RecurrentCell" => new(Cell),
        "Dense" => new() { ["Input"] = 3, ["Output"] = 3 },
        "DenseHead" => new() { ["Output"] = 2 },
        "Embedding" => new() { ["Vocabulary"] = 7 },
        _ => [],
    };

    private static object Another(object value) => value switch
    {
        bool flag => !flag,
        string name => name + "Other",
        int number => number + 1,
        double number => number + 0.5,
        _ => Enum.ToObject(value.GetType(), Convert.ToInt32(value) == 0 ? 1 : 0),
    };

    private static string Net(string attribute, Dictionary<string, object> arguments) => $$"""
        using CellGen;

        {{(attribute is "RecurrentCell" or "Dense" ? "" : $"[RecurrentCell({Text(Cell)})]")}}
        [{{attribute}}({{Text(arguments)}})]
        {{(attribute == "Dense" ? $"[RecurrentCell({Text(Cell)})]" : "")}}
        partial class Net
        {
            static void Lazy(CellEquations cell) => cell.Next(cell.H, 0.5 * (cell.W("h") + cell.H));
            static void Keen(CellEquations cell) => cell.Next(cell.H, cell.W("h") + (0.5 * cell.H));
        }
        """;

    private static string Text(Dictionary<string, object> arguments) => string.Join(", ", arguments.Select(argument =>
        FormattableString.Invariant($"{argument.Key} = {(argument.Value switch
        {
            bool flag => flag ? "true" : "false",
            Enum value => $"{value.GetType().Name}.{value}",
            string text => $"\"{text}\"",
            var value => value,
        })}")));
}
