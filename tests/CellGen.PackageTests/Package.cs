using System.Runtime.CompilerServices;

namespace CellGen.PackageTests;

/// <summary>The package, made as for publishing, in a feed of its own; one for all tests.</summary>
public sealed class Package : IDisposable
{
    /// <summary>Packs.</summary>
    public Package()
    {
        string project = Path.Combine(RepositoryFolder(), "runtime", "CellGen");
        // Analyzers have read the same source where it was built.
        Dotnet.Run(project, "pack", "-c", "Release", "--no-restore", "-o", Feed, "-p:PackageVersion=" + Version, "-p:RunAnalyzers=false");
    }

    /// <summary>No other package ever had it: NuGet would take what it has kept of that one.</summary>
    public string Version { get; } = $"0.0.0-test-{Guid.NewGuid():N}";

    /// <summary>The folder of everything.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("cellgen-package-").FullName;

    /// <summary>The folder of the package.</summary>
    public string Feed => Path.Combine(Folder, "feed");

    /// <summary>The package's file.</summary>
    public string File => Path.Combine(Feed, $"CellGen.{Version}.nupkg");

    /// <inheritdoc />
    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        string kept = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        kept = Path.Combine(kept, "cellgen", Version);
        if (Directory.Exists(kept))
        {
            Directory.Delete(kept, recursive: true);
        }
    }

    private static string RepositoryFolder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
