namespace CellGen;

/// <summary>Replaces a file as a whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a new file beside the path, flushes it to the disk, and moves it over the path. Where that is a symbolic link,
    /// the file that it leads to is meant. The file keeps its mode.
    /// </summary>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="IOException">The file cannot be written; the message begins with the path.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; the message begins with the path.</exception>
    internal static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target = LinkedFile.Resolve(path);

        // Beside the target, because a move is atomic only within one file system.
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        FileStream stream = Create(path, target, temporary);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
                if (!OperatingSystem.IsWindows() && File.Exists(target))
                {
                    File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
                }
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Creates the temporary file; its name is not the one that the caller knows.</summary>
    private static FileStream Create(string path, string target, string temporary)
    {
        if (Directory.Exists(target))
        {
            throw new IOException($"{path} cannot be written: it is a folder; expected a file.");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(target))!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{path} cannot be written: there is no folder {folder}.");
        }

        try
        {
            return new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UnauthorizedAccessException($"{path} cannot be written: its folder {folder} takes no new file.", exception);
        }
        catch (IOException exception)
        {
            throw new IOException($"{path} cannot be written: its folder {folder} takes no new file.", exception);
        }
    }
}
