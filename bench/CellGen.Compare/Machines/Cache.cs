using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace CellGen.Compare.Machines;

/// <summary>A data cache.</summary>
/// <param name="Level">1, 2 or 3.</param>
/// <param name="Bytes">Its size.</param>
internal readonly record struct Cache(int Level, long Bytes)
{
    /// <inheritdoc/>
    public override string ToString() => $"L{Level}{(Level == 1 ? "d" : "")} {(Bytes >= 1 << 20 ? $"{Bytes >> 20} MB" : $"{Bytes >> 10} KB")}";

    /// <summary>The data caches that a core reads through: those that Linux tells, or else the processor (some virtual machines' Linux tells none).</summary>
    public static IReadOnlyList<Cache> OfCore()
    {
        const string folder = "/sys/devices/system/cpu/cpu0/cache";
        return !Directory.Exists(folder)
            ? [.. OfProcessor().OrderBy(cache => cache.Level)]
            :
            [
                .. Directory.GetDirectories(folder, "index*")
                    .Where(cache => Read(cache, "type") != "Instruction")
                    .Select(cache => new Cache(int.Parse(Read(cache, "level"), CultureInfo.InvariantCulture), Size(Read(cache, "size"))))
                    .OrderBy(cache => cache.Level),
            ];
    }

    /// <summary>
    /// What CPUID lists one after the other, in leaf 4 of Intel's and leaf 8000001D of AMD's processors: type and level; ways, partitions
    /// and bytes of a line, each less one; sets less one (Intel's and AMD's manuals, "deterministic cache parameters", "cache topology").
    /// </summary>
    private static IEnumerable<Cache> OfProcessor()
    {
        const int data = 1, instruction = 2;
        if (!X86Base.IsSupported)
        {
            yield break;
        }

        bool hasAmds = (uint)X86Base.CpuId(unchecked((int)0x80000000), 0).Eax >= 0x8000001D && X86Base.CpuId(unchecked((int)0x8000001D), 0).Eax != 0;
        int leaf = hasAmds ? unchecked((int)0x8000001D) : 4;
        for (int index = 0; index < 8 && X86Base.CpuId(leaf, index) is var (kind, shape, sets, _) && (kind & 31) >= data; index++)
        {
            if ((kind & 31) != instruction)
            {
                yield return new Cache((kind >> 5) & 7, ((shape >>> 22) + 1L) * (((shape >> 12) & 1023) + 1) * ((shape & 4095) + 1) * (sets + 1L));
            }
        }
    }

    private static string Read(string cache, string file) => File.ReadAllText(Path.Combine(cache, file)).Trim();

    private static long Size(string text) =>
        long.Parse(text.TrimEnd('K', 'M'), CultureInfo.InvariantCulture) << (text.EndsWith('M') ? 20 : 10);
}
