using System.Globalization;

namespace CellGen.Compare.Machines;

/// <summary>A data cache.</summary>
/// <param name="Level">1, 2 or 3.</param>
/// <param name="Bytes">Its size.</param>
internal readonly record struct Cache(int Level, long Bytes)
{
    /// <inheritdoc/>
    public override string ToString() => $"L{Level}{(Level == 1 ? "d" : "")} {(Bytes >= 1 << 20 ? $"{Bytes >> 20} MB" : $"{Bytes >> 10} KB")}";

    /// <summary>The data caches that a core reads through, where Linux tells them.</summary>
    public static IReadOnlyList<Cache> OfCore()
    {
        const string folder = "/sys/devices/system/cpu/cpu0/cache";
        return !Directory.Exists(folder)
            ? []
            :
            [
                .. Directory.GetDirectories(folder, "index*")
                    .Where(cache => Read(cache, "type") != "Instruction")
                    .Select(cache => new Cache(int.Parse(Read(cache, "level"), CultureInfo.InvariantCulture), Size(Read(cache, "size"))))
                    .OrderBy(cache => cache.Level),
            ];
    }

    private static string Read(string cache, string file) => File.ReadAllText(Path.Combine(cache, file)).Trim();

    private static long Size(string text) =>
        long.Parse(text.TrimEnd('K', 'M'), CultureInfo.InvariantCulture) << (text.EndsWith('M') ? 20 : 10);
}
