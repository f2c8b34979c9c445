using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Parsing;

/// <summary>
/// Names of generated files, which the compiler and file systems compare without case. A class has its full name; where
/// two would be one, both have a hash of the declaration behind it, which depends on no other class.
/// </summary>
internal static class HintNames
{
    /// <summary>The longest name, in bytes, that leaves a file system room for the width and the extension.</summary>
    private const int MaxBytes = 200;

    /// <summary>The names that are not of one class alone, or are too long; in order, so that equal sets are equal.</summary>
    public static EquatableArray<string> Ambiguous(ImmutableArray<string> names)
    {
        var taken = names
            .SelectMany(FilesOf, (name, file) => (Name: name, File: file.Normalize()))
            .ToLookup(file => file.File, file => file.Name, StringComparer.OrdinalIgnoreCase);
        return new EquatableArray<string>([.. taken
            .Where(file => file.Count() > 1)
            .SelectMany(file => file)
            .Concat(names.Where(name => Encoding.UTF8.GetByteCount(name) > MaxBytes))
            .Distinct()
            .OrderBy(name => name, StringComparer.Ordinal)]);
    }

    /// <summary>A spec whose name is its own.</summary>
    public static ModelSpec Distinguish(ModelSpec spec, EquatableArray<string> ambiguous)
    {
        string name = spec.Type.HintName;
        if (!ambiguous.Contains(name))
        {
            return spec;
        }

        // No identifier has a hyphen: what is made here is no other class's name.
        string end = name.Substring(Math.Max(0, name.Length - (MaxBytes / 4)));
        return spec with { Type = spec.Type with { HintName = $"{end}-{Hash(spec.Type).ToString("x16", CultureInfo.InvariantCulture)}" } };
    }

    /// <summary>A class called Vector512 within a net, too, has the name of a file of the net.</summary>
    private static IEnumerable<string> FilesOf(string name) => VectorProfile.All.Select(profile => $"{name}.{profile.Name}").Prepend(name);

    /// <summary>FNV-1a, of what tells one class of the assembly from all others.</summary>
    private static ulong Hash(TypeSpec type)
    {
        ulong hash = 14695981039346656037;
        foreach (char letter in string.Join("\n", type.Containers.Prepend(type.Namespace).Append(type.Declaration)))
        {
            hash = unchecked((hash ^ letter) * 1099511628211);
        }

        return hash;
    }
}
