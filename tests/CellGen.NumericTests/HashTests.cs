using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CellGen.NumericTests.Goldens;
using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// Outputs, states and all gradients have the bits of the committed table, on every machine with fused multiply-add and at
/// every width.
/// </summary>
public class HashTests
{
    private static readonly ShapeSet Nets = new(GoldenFiles.Torch.Select(golden => golden.Shape));

    [Fact]
    public void All_bits_are_those_of_the_table()
    {
        string[] names = [.. GoldenFiles.Torch.Select(golden => golden.Name).Order(StringComparer.Ordinal)];
        foreach (VectorWidth width in VectorWidths.Exact)
        {
            HashTable.Verify("hashes.txt", [.. names.Select(name => $"{name} {Hash(GoldenFiles.Find(name), width)}")]);
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
}
