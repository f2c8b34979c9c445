using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CellGen.Tests.Goldens;

/// <summary>Results of real torch, written by tests/torch/make_optimizer_goldens.py into this folder.</summary>
public static class GoldenFile
{
    /// <summary>The content of a file of this folder.</summary>
    public static JsonElement Read(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), name))).RootElement;

    /// <summary>An array of numbers.</summary>
    public static float[] Floats(this JsonElement element, string property) =>
        [.. element.GetProperty(property).EnumerateArray().Select(value => value.GetSingle())];

    /// <summary>A number, or the value that stands for its absence.</summary>
    public static float Float(this JsonElement element, string property, float absent) =>
        element.TryGetProperty(property, out JsonElement value) ? value.GetSingle() : absent;

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
