using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
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
        Assert.Equal(
            ["buildTransitive/net8.0/CellGen.targets"],
            archive.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("build", StringComparison.Ordinal)));
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
        Assert.DoesNotContain("<dependency ", Text(archive, "CellGen.nuspec"));
    }

    [Fact]
    public void The_package_says_what_it_is_and_under_which_licence()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.File);
        string nuspec = Text(archive, "CellGen.nuspec");
        Assert.Contains("<license type=\"file\">LICENSE</license>", nuspec);
        Assert.Contains("<icon>icon.png</icon>", nuspec);
        Assert.Contains("<readme>README.md</readme>", nuspec);
        Assert.Contains("<authors>The CellGen authors</authors>", nuspec);
        Assert.StartsWith("MIT License", Text(archive, "LICENSE"));

        // Outside of the repository a relative link leads nowhere.
        string readme = Text(archive, "README.md");
        Assert.Contains("[RecurrentCell(", readme);
        Assert.Empty(Regex.Matches(readme, @"\]\((?!https://)"));

        var icon = new byte[24];
        using Stream stream = archive.GetEntry("icon.png")!.Open();
        stream.ReadExactly(icon);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], icon[..4]);
        Assert.Equal((128, 128), (BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20))));
    }

    [Fact]
    public void A_framework_that_the_package_has_not_fails_at_restore()
    {
        string[] frameworks = ["netstandard2.0", "netstandard2.1", "net48", "net6.0", "net7.0"];
        var (exitCode, output) = new Consumer(package, string.Join(';', frameworks.Append("net9.0"))).Restore();
        Assert.NotEqual(0, exitCode);
        Assert.All(frameworks, framework => Assert.Matches($@"error NU1202: .*is not compatible with {framework.Replace(".", @"\.?")} ", output));
        Assert.DoesNotContain("is not compatible with net9.0 ", output);
    }

    [Fact]
    public void A_library_without_its_generator_is_one_hint()
    {
        var consumer = new Consumer(package, "net10.0", """
            <Target Name="WithoutAnalyzers" BeforeTargets="CoreCompile">
              <ItemGroup>
                <Analyzer Remove="@(Analyzer)" />
              </ItemGroup>
            </Target>
            """);
        consumer.Write("A.cs", "[CellGen . RecurrentCellAttribute (Input = 2)]\npublic partial class A;");
        consumer.Write("B.cs", "namespace X { [System.Obsolete, CellGen.RecurrentCell(Kind = CellGen.CellKind.Gru)] public partial class B; }");
        consumer.Write("Notes.cs", """
            /// <summary>[RecurrentCell(Hidden = 3)] in a comment.</summary>
            // [RecurrentCell(Input = 2, Hidden = 3)] public partial class Net;
            internal static class Notes
            {
                public const string Text = "[RecurrentCell(Input = 2)]";

                public static Type Type => typeof(CellGen.RecurrentCellAttribute);
            }
            """);

        var (exitCode, output) = consumer.Build();

        Assert.NotEqual(0, exitCode);
        string hint = Assert.Single(Hints(output));
        string files = Regex.Match(hint, @"\[RecurrentCell\] is used in (.*), but CellGen's source generator").Groups[1].Value;
        Assert.Equal(["A.cs", "B.cs", "Program.cs"], files.Split(", ").Order());
    }

    [NativeAotFact]
    public void Native_AOT_gives_the_bits_of_the_JIT_and_warns_where_it_would_not()
    {
        var managed = new Consumer(package, "net10.0");
        var (exitCode, output) = managed.Build();
        Assert.True(exitCode == 0, output);
        Assert.Empty(Hints(output));
        string[] expected = managed.Run().Split(' ');

        // .NET 9: the test needs a framework whose compiler every registry has.
        var native = new Consumer(package, "net9.0");
        Assert.DoesNotContain("CELL104", native.PublishNative("-p:IlcInstructionSet=x86-x64-v3"));
        string[] actual = native.RunNative().Split(' ');
        Assert.Equal("Bits256", actual[0]);
        Assert.Equal(expected[1], actual[1]);
        Assert.InRange(new FileInfo(native.NativeProgram).Length, 1, LargestProgram);

        Assert.Contains("warning CELL104", native.PublishNative("--no-restore"));
        Assert.StartsWith("Plain", native.RunNative());
    }

    [Fact]
    public void A_project_chooses_its_vector_widths()
    {
        var consumer = new Consumer(package, "net10.0", "<PropertyGroup><CellGenVectorWidths>256;Plain</CellGenVectorWidths></PropertyGroup>");
        var (exitCode, output) = consumer.Build();
        Assert.True(exitCode == 0, output);
        Assert.StartsWith(Fma.IsSupported ? "Bits256 " : "Plain ", consumer.Run());

        Assert.Equal("256,Plain", consumer.Widths("-p:RuntimeIdentifier=linux-arm"));

        (exitCode, output) = consumer.Build("--no-restore", "-p:CellGenVectorWidths=384");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error CELL024: CellGenVectorWidths is '384'; expected some of 512, 256, 128 and Plain", output);
    }

    [Theory]
    [InlineData("linux-arm", "Plain")]
    [InlineData("linux-arm64", "")]
    public void On_32_bit_Arm_there_are_kernels_without_vectors(string runtime, string widths)
    {
        var consumer = new Consumer(package, "net10.0");
        consumer.Restore();
        Assert.Equal(widths, consumer.Widths($"-p:RuntimeIdentifier={runtime}"));
    }

    [Fact]
    public void A_compiler_that_is_too_old_is_one_clear_error()
    {
        var (exitCode, output) = new Consumer(package, "net10.0").Build("-p:CompilerApiVersion=roslyn4.2");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error CELL016", output);
    }

    /// <summary>The warnings CELL105, each once: a build lists them once more at its end.</summary>
    private static IEnumerable<string> Hints(string output) =>
        output.Split('\n').Where(line => line.Contains("warning CELL105")).Select(line => line.Trim()).Distinct();

    private static string Text(ZipArchive archive, string entry)
    {
        using var reader = new StreamReader(archive.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }
}
