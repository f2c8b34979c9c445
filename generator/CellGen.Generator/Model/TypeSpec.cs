namespace CellGen.Generator.Model;

/// <summary>Where the generated part goes: the user's class, its namespace and the types around it.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Containers">The declarations of the types around the class, outermost first ("partial class Outer").</param>
/// <param name="Declaration">The declaration of the class itself ("partial class GestureNet").</param>
/// <param name="Name">The name of the class in code, with an @ where it needs one.</param>
/// <param name="HintName">The file name of the generated source, without its extension.</param>
internal sealed record TypeSpec(
    string Namespace,
    EquatableArray<string> Containers,
    string Declaration,
    string Name,
    string HintName)
{
    /// <summary>The name of the class in messages.</summary>
    public string Title => Name.TrimStart('@');

    /// <summary>Whether the user's part has the attribute [GeneratedCode], which a class has once.</summary>
    public bool HasGeneratedCode { get; init; }

    /// <summary>Whether the user's part has a constructor without parameters.</summary>
    public bool HasParameterlessConstructor { get; init; }

    /// <summary>Whether the user's part has a constructor that calls no other: a net made by it has its weights from nowhere else.</summary>
    public bool DrawsInConstructors { get; init; }

    /// <summary>The names of <see cref="ImportedTypes"/> that mean something else inside the class.</summary>
    public EquatableArray<string> HiddenTypes { get; init; }
}
