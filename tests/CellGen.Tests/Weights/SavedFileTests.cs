using CellGen.Tests.Generated;
using Xunit;

namespace CellGen.Tests.Weights;

/// <summary>Where a file is saved: at the end of links, with its mode, or not at all, and then the path is named.</summary>
public sealed class SavedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cellgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ThroughALinkTheTargetIsWritten()
    {
        string target = In("weights.safetensors");
        string link = Link("latest.safetensors", target);
        TestModel.Layout.Save(TestModel.Packed(1), target);

        TestModel.Layout.Save(TestModel.Packed(2), link);

        AssertSaved(2, target, link);
        Assert.Equal([link, target], Files());
    }

    [Fact]
    public void AChainOfRelativeLinksIsFollowed()
    {
        // current/net -> ../two -> files/three -> ./four, and the folder "current" is itself a link to a deeper one.
        Directory.CreateDirectory(In("deep", "runs"));
        Directory.CreateDirectory(In("deep", "files"));
        Directory.CreateSymbolicLink(In("current"), Path.Combine("deep", "runs"));
        string first = Link(Path.Combine("deep", "runs", "net"), Path.Combine("..", "two"));
        string second = Link(Path.Combine("deep", "two"), Path.Combine("files", "three"));
        string third = Link(Path.Combine("deep", "files", "three"), Path.Combine(".", "four"));

        // At first the last link leads to nothing.
        TestModel.Layout.Save(TestModel.Packed(1), In("current", "net"));
        AssertSaved(1, In("deep", "files", "four"), first, second, third);

        TestModel.Layout.Save(TestModel.Packed(2), In("current", "net"));
        AssertSaved(2, In("deep", "files", "four"), first, second, third);
        Assert.Equal(2, Directory.GetFiles(In("deep", "files")).Length);
        Assert.False(File.Exists(In("two")));
    }

    [Fact]
    public void ThroughALinkOfAFolderAFileIsWritten()
    {
        Directory.CreateDirectory(In("runs"));
        Directory.CreateSymbolicLink(In("latest"), In("runs"));

        TestModel.Layout.Save(TestModel.Packed(1), In("latest", "net"));

        AssertSaved(1, In("runs", "net"));
        Assert.NotNull(new DirectoryInfo(In("latest")).LinkTarget);
    }

    [Fact]
    public void LinksInACircleAreAnErrorThatNamesThePath()
    {
        string first = Link("a", "b");
        Link("b", "a");

        Refused<IOException>(first, "circle");
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserExecute)]
    public void AFileKeepsItsMode(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string target = In("net");
        TestModel.Layout.Save(TestModel.Packed(1), target);
        File.SetUnixFileMode(target, mode);

        TestModel.Layout.Save(TestModel.Packed(2), target);
        Assert.Equal(mode, File.GetUnixFileMode(target));
        TestModel.Layout.Save(TestModel.Packed(3), Link("link", target));
        Assert.Equal(mode, File.GetUnixFileMode(target));
        AssertSaved(3, target);
    }

    [Fact]
    public void ANewFileHasTheModeOfNewFiles()
    {
        File.WriteAllBytes(In("usual"), []);
        TestModel.Layout.Save(TestModel.Packed(1), In("net"));

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(File.GetUnixFileMode(In("usual")), File.GetUnixFileMode(In("net")));
        }

        Assert.Equal(2, Files().Length);
    }

    [Fact]
    public void AFolderIsNoFile()
    {
        Refused<IOException>(_folder, "it is a folder");
        Refused<IOException>(_folder + Path.DirectorySeparatorChar, "it is a folder");
        Refused<IOException>(Link("link", _folder), "it is a folder");
        Assert.Equal([In("link")], Directory.GetFileSystemEntries(_folder));
        Assert.Contains(_folder, Assert.ThrowsAny<Exception>(() => SafeTensors.Read(_folder)).Message);
    }

    [Fact]
    public void AFolderThatIsNotThereIsNamed()
    {
        Refused<DirectoryNotFoundException>(In("none", "net"), $"there is no folder {In("none")}");
        Refused<DirectoryNotFoundException>(In("none") + Path.DirectorySeparatorChar, "there is no folder");
        Refused<DirectoryNotFoundException>(Link("link", Path.Combine("none", "net")), $"there is no folder {In("none")}");
        Assert.Contains(In("none", "net"), Assert.ThrowsAny<IOException>(() => SafeTensors.Read(In("none", "net"))).Message);
        Assert.Equal([In("link")], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void AFolderThatTakesNoFileIsNamed()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Also root makes no file there.
        string path = $"/proc/{Guid.NewGuid():N}";

        var error = Assert.ThrowsAny<Exception>(() => TestModel.Layout.Save(TestModel.Packed(1), path));

        Assert.True(error is IOException or UnauthorizedAccessException);
        Assert.Equal($"{path} cannot be written: its folder /proc takes no new file.", error.Message);
        error = Assert.ThrowsAny<Exception>(() => TestModel.Layout.Save(TestModel.Packed(1), Link("link", path)));
        Assert.StartsWith($"{In("link")} cannot be written", error.Message);
        Assert.Equal([In("link")], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void APathOrAStreamThatIsNotThereIsNamed()
    {
        float[] packed = TestModel.Packed(1);
        TensorShape[] none = [];
        Action<string>[] paths =
        [
            path => TestModel.Layout.Save(packed, path),
            path => TestModel.Layout.Load(packed, path),
            path => WeightFile.Write(path, none, []),
            path => WeightFile.Read(path, "Net", none),
            path => SafeTensors.Write(path, []),
            path => SafeTensors.Read(path),
        ];
        Action<Stream>[] streams =
        [
            stream => TestModel.Layout.Save(packed, stream),
            stream => TestModel.Layout.Load(packed, stream),
            stream => WeightFile.Write(stream, none, []),
            stream => WeightFile.Read(stream, "Net", none),
            stream => SafeTensors.Write(stream, []),
            stream => SafeTensors.Read(stream),
        ];

        Assert.All(paths, call => Assert.Throws<ArgumentNullException>("path", () => call(null!)));
        Assert.All(paths, call => Assert.Throws<ArgumentException>("path", () => call("")));
        Assert.All(streams, call => Assert.Throws<ArgumentNullException>("stream", () => call(null!)));
        BitAssert.Same(TestModel.Packed(1), packed);
    }

    private static void Refused<TException>(string path, string fact)
        where TException : Exception
    {
        var error = Assert.Throws<TException>(() => TestModel.Layout.Save(TestModel.Packed(1), path));

        Assert.StartsWith($"{path} cannot be written: ", error.Message);
        Assert.Contains(fact, error.Message);
    }

    private static void AssertSaved(int seed, string target, params string[] links)
    {
        float[] loaded = new float[TestModel.Length];
        Assert.Null(new FileInfo(target).LinkTarget);
        TestModel.Layout.Load(loaded, target);
        BitAssert.Same(TestModel.Packed(seed), loaded);
        foreach (string link in links)
        {
            Assert.NotNull(new FileInfo(link).LinkTarget);
            TestModel.Layout.Load(loaded, link);
            BitAssert.Same(TestModel.Packed(seed), loaded);
        }
    }

    private string Link(string name, string target) => File.CreateSymbolicLink(In(name), target).FullName;

    private string[] Files() => [.. Directory.GetFiles(_folder).Order()];

    private string In(params string[] names) => Path.Combine([_folder, .. names]);
}
