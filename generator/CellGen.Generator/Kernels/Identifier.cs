namespace CellGen.Generator.Kernels;

/// <summary>How names in generated code are made of others.</summary>
internal static class Identifier
{
    public static string Capitalize(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    public static string Uncapitalize(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>A name with what says whose it is before it; an empty prefix leaves it as it is.</summary>
    public static string Prefixed(string prefix, string name) => prefix.Length == 0 ? name : prefix + Capitalize(name);
}
