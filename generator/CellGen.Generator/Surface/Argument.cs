namespace CellGen.Generator.Surface;

/// <summary>An argument of a public method.</summary>
/// <param name="Type">Its type, with "ref" where it is one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Doc">What its documentation says.</param>
/// <param name="Default">What it is where it is left out; empty where it cannot be.</param>
internal sealed record Argument(string Type, string Name, string Doc, string Default = "")
{
    public string Declaration => $"{Type} {Name}{(Default.Length == 0 ? "" : " = " + Default)}";
}
