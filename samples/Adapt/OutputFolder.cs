using System.Runtime.CompilerServices;

namespace CellGen.Samples.Adapt;

/// <summary>Where the picture and the weights go.</summary>
public static class OutputFolder
{
    /// <summary>
    /// The folder that the command line names; else output beside this source file, which git ignores; else, where the
    /// sources are on another machine, output in the current folder.
    /// </summary>
    public static string Create(string[] args)
    {
        string sources = Path.GetDirectoryName(SourceFile())!;
        string parent = Directory.Exists(sources) ? sources : Environment.CurrentDirectory;
        return Directory.CreateDirectory(args.Length > 0 ? args[0] : Path.Combine(parent, "output")).FullName;
    }

    private static string SourceFile([CallerFilePath] string path = "") => path;
}
