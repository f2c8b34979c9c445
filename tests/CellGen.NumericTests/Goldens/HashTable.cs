using System.Runtime.CompilerServices;
using Xunit;

namespace CellGen.NumericTests.Goldens;

/// <summary>
/// A committed table of hashes, a line each. Where what is hashed is changed on purpose: CELLGEN_WRITE_HASHES=1 dotnet test
/// tests/CellGen.NumericTests --filter HashTests, and commit the table.
/// </summary>
internal static class HashTable
{
    private static readonly bool Writes = Environment.GetEnvironmentVariable("CELLGEN_WRITE_HASHES") == "1";

    /// <summary>The lines are those of the table, or become them.</summary>
    public static void Verify(string table, string[] lines)
    {
        if (Writes)
        {
            File.WriteAllLines(Path.Combine(SourceFolder(), table), lines);
        }
        else
        {
            Assert.Equal(Committed(table), lines);
        }
    }

    private static string[] Committed(string table)
    {
        using var reader = new StreamReader(typeof(HashTable).Assembly.GetManifestResourceStream(table)!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
