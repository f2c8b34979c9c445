using System.Runtime.CompilerServices;

namespace CellGen.Samples;

/// <summary>Where a sample's pictures and weights go.</summary>
public static class OutputFolder
{
    /// <summary>
    /// The folder that the command line names; else output beside the source file that asks, which git ignores; else, where the
    /// sources are on another machine, output in the current folder.
    /// </summary>
    public static string Create(string? named, [CallerFilePath] string asking = "")
    {
        string sources = Path.GetDirectoryName(asking)!;
        string parent = Directory.Exists(sources) ? sources : Environment.CurrentDirectory;
        return Directory.CreateDirectory(named ?? Path.Combine(parent, "output")).FullName;
    }
}
