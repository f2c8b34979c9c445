namespace CellGen.Generator.Emission;

/// <summary>Small helpers for names in generated code.</summary>
internal static class Identifier
{
    public static string Capitalize(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
