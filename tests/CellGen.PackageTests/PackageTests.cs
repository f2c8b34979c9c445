using System.IO.Compression;
using Xunit;

namespace CellGen.PackageTests;

/// <summary>The package as its users have it: what is in it, and programs that use it, with the JIT and with Native AOT.</summary>
public class PackageTests(Package package) : IClassFixture<Package>
{
    private const long LargestAssembly = 250_000;
    private const long LargestProgram = 2_500_000;

    [Fact]
    public void The_package_has_the_generator_the_targets_and_a_small_runtime()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.File);
        Assert.NotNull(archive.GetEntry("analyzers/dotnet/cs/CellGen.Generator.dll"));
        Assert.NotNull(archive.GetEntry("buildTransitive/CellGen.targets"));
        foreach (string framework in new[] { "net8.0", "net10.0" })
        {
            Assert.NotNull(archive.GetEntry($"lib/{framework}/CellGen.xml"));
            Assert.InRange(archive.GetEntry($"lib/{framework}/CellGen.dll")!.Length, 1, LargestAssembly);
        }
    }

    [Fact]
    public void The_package_depends_on_nothing()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.File);
        using var reader = new StreamReader(archive.GetEntry("CellGen.nuspec")!.Open());
        Assert.DoesNotContain("<dependency ", reader.ReadToEnd());
    }

    [NativeAotFact]
    public void Native_AOT_gives_the_bits_of_the_JIT_and_warns_where_it_would_not()
    {
        var managed = new Consumer(package, "net10.0");
        var (exitCode, output) = managed.Build();
        Assert.True(exitCode == 0, output);
        string[] expected = managed.Run().Split(' ');

        // .NET 9: the test needs a framework whose compiler every registry has.
        var native = new Consumer(package, "net9.0");
        Assert.DoesNotContain("CELL104", native.PublishNative("-p:IlcInstructionSet=x86-x64-v3"));
        string[] actual = native.RunNative().Split(' ');
        Assert.Equal("Bits256", actual[0]);
        Assert.Equal(expected[1], actual[1]);
        Assert.InRange(new FileInfo(native.NativeProgram).Length, 1, LargestProgram);

        Assert.Contains("warning CELL104", native.PublishNative());
        Assert.StartsWith("Plain", native.RunNative());
    }

    [Fact]
    public void A_compiler_that_is_too_old_is_one_clear_error()
    {
        var (exitCode, output) = new Consumer(package, "net10.0").Build("-p:CompilerApiVersion=roslyn4.2");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error CELL016", output);
    }
}
