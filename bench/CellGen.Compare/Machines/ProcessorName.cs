using System.Text.RegularExpressions;

namespace CellGen.Compare.Machines;

/// <summary>What a kind of processor is called: virtual machines hide the model's name, but not family and model number.</summary>
public static class ProcessorName
{
    private static readonly (string Family, string Name)[] Known =
    [
        ("AuthenticAMD family 25 model 1", "Zen 3"),
        ("AuthenticAMD family 25 model 17", "Zen 4"),
        ("AuthenticAMD family 26", "Zen 5"),
        ("GenuineIntel family 6 model 85", "Skylake Server"),
        ("GenuineIntel family 6 model 106", "Ice Lake Server"),
        ("GenuineIntel family 6 model 143", "Sapphire Rapids"),
        ("GenuineIntel family 6 model 207", "Emerald Rapids"),
        ("GenuineIntel family 6 model 173", "Granite Rapids"),
    ];

    /// <summary>The name, or family and model where it is not known.</summary>
    public static string Of(Machine machine) =>
        Known.FirstOrDefault(known => $"{machine.Family} ".StartsWith(known.Family + " ", StringComparison.Ordinal)).Name ?? machine.Family;

    /// <summary>The name as one of a file: "zen-5".</summary>
    public static string FileNameOf(string name) => Regex.Replace(name.ToLowerInvariant(), "[^a-z0-9]+", "-").Trim('-');
}
