using System.Security.Cryptography;
using System.Text;
using CellGen.Generator;

namespace CellGen.NumericTests.Host;

/// <summary>
/// Keeps compiled nets for the next test run with the same generator and runtime, where CELLGEN_NET_CACHE names a
/// folder: compiling them is most of a run's time.
/// </summary>
public static class NetCache
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("CELLGEN_NET_CACHE") ?? "";

    /// <summary>Whether nets that are not in the folder are an error: where the compiler would take too long.</summary>
    public static bool IsComplete { get; set; }

    /// <summary>Images that hold these nets; those that no image of the folder holds are compiled together.</summary>
    public static IEnumerable<(byte[] Image, IEnumerable<NetShape> Shapes)> Get(NetShape[] shapes, Func<NetShape[], byte[]> compile)
    {
        if (Folder.Length == 0 && !IsComplete)
        {
            return [(compile(shapes), shapes)];
        }

        NetShape[] missing = [.. shapes.Where(shape => !File.Exists(Entry(shape)))];
        if (missing.Length > 0)
        {
            if (IsComplete)
            {
                throw new InvalidOperationException($"{Folder} holds no image of {missing[0]}; run the tests of CellGen.NumericTests with CELLGEN_NET_CACHE first.");
            }

            string image = Path.Combine(Folder, Guid.NewGuid().ToString("N") + ".dll");
            File.WriteAllBytes(image, compile(missing));
            foreach (NetShape shape in missing)
            {
                string written = image + "." + shape.Name.GetHashCode();
                File.WriteAllText(written, image);
                File.Move(written, Entry(shape), overwrite: true);
            }
        }

        return shapes.GroupBy(shape => File.ReadAllText(Entry(shape))).Select(image => (File.ReadAllBytes(image.Key), image.AsEnumerable()));
    }

    /// <summary>The file that names the image of a net.</summary>
    private static string Entry(NetShape shape)
    {
        var versions = new[] { typeof(CellGenerator), typeof(RecurrentCellAttribute) }.Select(type => type.Module.ModuleVersionId.ToString());
        string all = string.Join('\n', versions.Append(NetCompiler.WidthsOf(shape)).Append(NetSource.Write(shape)));
        return Path.Combine(Folder, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(all))));
    }
}
