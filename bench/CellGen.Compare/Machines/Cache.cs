using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace CellGen.Compare.Machines;

/// <summary>A data cache.</summary>
/// <param name="Level">1, 2 or 3.</param>
/// <param name="Bytes">Its size.</param>
internal readonly record struct Cache(int Level, long Bytes)
{
    // Leaves of CPUID: the first of the extended ones, which says which is the last, and those of caches.
    private const uint Extended = 0x80000000, AmdCaches = 0x8000001D, IntelCaches = 4;

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
    /// and bytes of a line, each less one; sets less one. Where those are hidden, too, AMD's older leaves (Intel's and AMD's manuals,
    /// "deterministic cache parameters", "cache topology", "L1 cache information").
    /// </summary>
    private static IEnumerable<Cache> OfProcessor()
    {
        if (!X86Base.IsSupported)
        {
            return [];
        }

        uint leaf = (uint)Leaf(Extended).Eax >= AmdCaches && Leaf(AmdCaches).Eax != 0 ? AmdCaches : IntelCaches;
        List<Cache> listed = [.. Enumerable.Range(0, 8).Select(index => Leaf(leaf, index)).TakeWhile(cache => (cache.Eax & 31) != 0)
            .Where(cache => (cache.Eax & 31) != 2) // of instructions
            .Select(cache => new Cache((cache.Eax >> 5) & 7, ((cache.Ebx >>> 22) + 1L) * (((cache.Ebx >> 12) & 1023) + 1) * ((cache.Ebx & 4095) + 1) * (cache.Ecx + 1L)))];
        return listed.Count > 0 ? listed : OfOlderLeaves();
    }

    /// <summary>L1 and L2 in KB; L3 of all cores together in halves of a MB, of which a core reads through those of its neighbours: 32 MB at most here.</summary>
    private static IEnumerable<Cache> OfOlderLeaves()
    {
        (_, _, int first, _) = Leaf(Extended + 5);
        (_, _, int second, int third) = Leaf(Extended + 6);
        return new Cache[] { new(1, (first >>> 24) * 1024L), new(2, (second >>> 16) * 1024L), new(3, Math.Min(third >>> 18, 64) * 512L * 1024) }
            .Where(cache => cache.Bytes > 0);
    }

    private static (int Eax, int Ebx, int Ecx, int Edx) Leaf(uint leaf, int index = 0) => X86Base.CpuId(unchecked((int)leaf), index);

    private static string Read(string cache, string file) => File.ReadAllText(Path.Combine(cache, file)).Trim();

    private static long Size(string text) =>
        long.Parse(text.TrimEnd('K', 'M'), CultureInfo.InvariantCulture) << (text.EndsWith('M') ? 20 : 10);
}
