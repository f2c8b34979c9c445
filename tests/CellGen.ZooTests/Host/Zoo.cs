using System.Runtime.InteropServices;
using System.Text.Json;

namespace CellGen.ZooTests.Host;

/// <summary>The folder of real nets and their outputs, which is no part of the repository.</summary>
internal static class Zoo
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "CELLGEN_ZOO";

    /// <summary>The folder, or null where the variable is not set.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    /// <summary>Why the tests do not run; null where they do.</summary>
    public static string? Missing => Folder is null ? $"{Variable} does not name the folder of real nets" : null;

    /// <summary>The path of a file of the zoo.</summary>
    public static string PathOf(string net, string file) => Path.Combine(Folder!, net, file);

    /// <summary>A JSON file.</summary>
    public static JsonElement Json(string net, string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf(net, file)));
        return document.RootElement.Clone();
    }

    /// <summary>Numbers, one a line.</summary>
    public static float[] Csv(string net, string file) =>
        [.. File.ReadLines(PathOf(net, file)).Where(line => line.Length > 0).Select(line => float.Parse(line, System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Raw 16-bit samples, as floats of the same size.</summary>
    public static float[] Samples(string net, string file) =>
        Array.ConvertAll(MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(PathOf(net, file))).ToArray(), sample => (float)sample);

    /// <summary>Raw 32-bit floats.</summary>
    public static float[] Floats(string net, string file) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(PathOf(net, file))).ToArray();
}
