using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CellGen.NumericTests.Goldens;
using CellGen.NumericTests.Host;
using CellGen.Simd;
using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>All that nets of several layers compute has the bits of the committed table, on every machine and at every width.</summary>
public class NetworkHashTests
{
    [Fact]
    public void All_bits_are_those_of_the_table()
    {
        foreach (VectorWidth width in VectorWidths.Exact)
        {
            HashTable.Verify("network_hashes.txt", [.. NetworkGoldens.All.OrderBy(golden => golden.Net.Name, StringComparer.Ordinal).Select(golden => $"{golden.Net.Name} {Hash(golden.Net, width)}")]);
        }
    }

    private static string Hash(NetworkDescription net, VectorWidth width)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, values) in NetworkResults.Full(new(net), CommittedNetworks.Compiler, width).OrderBy(result => result.Key, StringComparer.Ordinal))
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>(values));
        }

        return Convert.ToHexString(hash.GetHashAndReset(), 0, 8);
    }
}
