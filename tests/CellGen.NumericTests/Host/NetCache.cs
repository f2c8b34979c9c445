using System.Security.Cryptography;
using System.Text;
using CellGen.Generator;

namespace CellGen.NumericTests.Host;

/// <summary>
/// Keeps compiled nets for the next test run with the same generator, runtime and tests, where CELLGEN_NET_CACHE names a
/// folder: compiling them is most of a run's time.
/// </summary>
internal static class NetCache
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("CELLGEN_NET_CACHE");

    /// <summary>The image of these nets, compiled only where there is none.</summary>
    public static byte[] Get(NetShape[] shapes, Func<NetShape[], byte[]> compile)
    {
        if (string.IsNullOrEmpty(Folder))
        {
            return compile(shapes);
        }

        string path = Path.Combine(Folder, Key(shapes) + ".dll");
        if (File.Exists(path))
        {
            return File.ReadAllBytes(path);
        }

        byte[] image = compile(shapes);
        string written = path + Guid.NewGuid().ToString("N");
        File.WriteAllBytes(written, image);
        File.Move(written, path, overwrite: true);
        return image;
    }

    private static string Key(NetShape[] shapes)
    {
        var versions = new[] { typeof(CellGenerator), typeof(RecurrentCellAttribute), typeof(NetCache) }
            .Select(type => type.Module.ModuleVersionId.ToString());
        string all = string.Join('\n', versions.Concat(shapes.Select(shape => shape.Name)));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }
}
