using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace CellGen.Compare.Machines;

/// <summary>The machine, as Linux tells it.</summary>
/// <param name="Processor">The model's name.</param>
/// <param name="Family">The vendor, family and model number: virtual machines hide the name.</param>
/// <param name="Features">The flags that matter here.</param>
/// <param name="Caches">The caches of one core, such as "L1d 48K".</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
public sealed record Machine(string Processor, string Family, IReadOnlyList<string> Features, IReadOnlyList<string> Caches, string System, string Runtime)
{
    private static readonly string[] Interesting = ["fma", "avx2", "avx512f", "avx512_vnni", "avx_vnni", "avx512_bf16", "asimd", "sve"];

    /// <summary>Reads /proc and /sys.</summary>
    public static Machine Read()
    {
        string info = File.Exists("/proc/cpuinfo") ? File.ReadAllText("/proc/cpuinfo") : "";
        string[] flags = Field(info, "flags").Split(' ');
        return new Machine(
            Field(info, "model name"),
            $"{Field(info, "vendor_id")} family {Field(info, "cpu family")} model {Field(info, "model")}",
            [.. Interesting.Where(flags.Contains)],
            [.. Cache.OfCore().Select(cache => cache.ToString())],
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription);
    }

    private static string Field(string info, string name) =>
        Regex.Match(info, $@"^{name}\s*: (.*)$", RegexOptions.Multiline) is { Success: true } match ? match.Groups[1].Value.Trim() : "?";
}
