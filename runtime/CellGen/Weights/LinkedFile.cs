namespace CellGen;

/// <summary>Finds the file that a symbolic link leads to, so that what replaces a file does not replace the link.</summary>
internal static class LinkedFile
{
    /// <summary>As many links as Linux follows.</summary>
    private const int MostLinks = 40;

    /// <summary>The file at the end of a path's links, whether it exists or not; the path itself where it is no link.</summary>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    internal static string Resolve(string path) => new FileInfo(path).LinkTarget is null ? path : Follow(path);

    /// <summary>
    /// Follows the links of folders, too: a relative target begins where the link is in truth, and ".." leaves the folder that
    /// a link leads to, not the one that has the link. (File.ResolveLinkTarget takes ".." by its letters.)
    /// </summary>
    private static string Follow(string path)
    {
        string full = Path.GetFullPath(path);
        string resolved = Path.GetPathRoot(full)!;
        var rest = new Stack<string>();
        Push(full[resolved.Length..]);
        int links = 0;
        while (rest.TryPop(out string? part))
        {
            if (part == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            string next = Path.Combine(resolved, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException($"{path} cannot be written: its symbolic links lead in a circle.");
            }

            if (Path.IsPathRooted(target))
            {
                resolved = Path.GetPathRoot(target)!;
                target = target[resolved.Length..];
            }

            Push(target);
        }

        return resolved;

        void Push(string parts)
        {
            string[] names = parts.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
            foreach (string name in names.Where(name => name != ".").Reverse())
            {
                rest.Push(name);
            }
        }
    }
}
