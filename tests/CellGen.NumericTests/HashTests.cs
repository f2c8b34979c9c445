using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CellGen.NumericTests.Goldens;
using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// Outputs, states and all gradients have the bits of the committed table, on every machine with fused multiply-add and at
/// every width. Where bits are changed on purpose: CELLGEN_WRITE_HASHES=1 dotnet test, and commit the table.
/// </summary>
public class HashTests
{
    private const string Table = "hashes.txt";

    private static readonly ShapeSet Nets = new(GoldenFiles.Torch.Select(golden => golden.Shape));

    private static readonly bool Writes = Environment.GetEnvironmentVariable("CELLGEN_WRITE_HASHES") == "1";

    [Fact]
    public void All_bits_are_those_of_the_table()
    {
        string[] names = [.. GoldenFiles.Torch.Select(golden => golden.Name).Order(StringComparer.Ordinal)];
        foreach (VectorWidth width in VectorWidths.Exact)
        {
            string[] lines = [.. names.Select(name => $"{name} {Hash(GoldenFiles.Find(name), width)}")];
            if (Writes)
            {
                File.WriteAllLines(Path.Combine(SourceFolder(), Table), lines);
            }
            else
            {
                Assert.Equal(Committed(), lines);
            }
        }
    }

    private static string Hash(Golden golden, VectorWidth width)
    {
        _ = Nets[golden.Shape.Name];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, values) in NetResults.Full(golden.Problem, width).OrderBy(result => result.Key, StringComparer.Ordinal))
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>(values));
        }

        return Convert.ToHexString(hash.GetHashAndReset(), 0, 8);
    }

    private static string[] Committed()
    {
        using var reader = new StreamReader(typeof(HashTests).Assembly.GetManifestResourceStream(Table)!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "Goldens");
}
