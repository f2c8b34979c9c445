using System.Runtime.CompilerServices;

namespace CellGen.Generator.Tests.Host;

/// <summary>
/// Snapshots under Verify's file conventions: what a test gives is compared with Snapshots/Name.verified.cs (or .txt) beside it;
/// where they differ it is written to Name.received.cs, to be looked at and, if right, renamed.
/// </summary>
internal static class Snapshot
{
    public static void Verify(string received, string name, string extension = "cs", [CallerFilePath] string testFile = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots");
        string verifiedPath = Path.Combine(folder, $"{name}.verified.{extension}");
        string receivedPath = Path.Combine(folder, $"{name}.received.{extension}");
        string? verified = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath).Replace("\r", "") : null;
        if (received == verified)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail(
            $"{name} differs from its snapshot{FirstDifference(verified, received)}. "
            + $"Compare {Path.GetFileName(receivedPath)} with {Path.GetFileName(verifiedPath)} and rename it if it is right.");
    }

    private static string FirstDifference(string? verified, string received)
    {
        if (verified is null)
        {
            return ": there is none";
        }

        string[] expected = verified.Split('\n');
        string[] actual = received.Split('\n');
        int line = 0;
        while (line < expected.Length && line < actual.Length && expected[line] == actual[line])
        {
            line++;
        }

        return $" in line {line + 1}: expected '{expected.ElementAtOrDefault(line)}', received '{actual.ElementAtOrDefault(line)}'";
    }
}
