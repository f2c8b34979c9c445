namespace CellGen.PackageTests;

/// <summary>A program of somebody who uses the package: it prints the width and a hash of what a net computes.</summary>
internal sealed class Consumer
{
    private const string Program = """
        using CellGen;

        var net = new Net(seed: 1);
        var state = new Net.State();
        var output = new float[Net.OutputSize];
        ulong hash = 14695981039346656037;
        for (int step = 0; step < 100; step++)
        {
            net.Step([0.1f * step], output, ref state);
            foreach (float value in output)
            {
                hash = (hash ^ BitConverter.SingleToUInt32Bits(value)) * 1099511628211;
            }
        }

        Console.WriteLine($"{net.VectorWidth} {hash:x16}");

        [RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 20)]
        internal partial class Net;
        """;

    private readonly string _folder;

    /// <summary>Writes the project.</summary>
    /// <param name="package">The package.</param>
    /// <param name="frameworks">The framework, or several with semicolons between them.</param>
    /// <param name="more">What else the project has, at its end.</param>
    public Consumer(Package package, string frameworks, string more = "")
    {
        string element = frameworks.Contains(';') ? "TargetFrameworks" : "TargetFramework";
        _folder = Directory.CreateDirectory(Path.Combine(package.Folder, Guid.NewGuid().ToString("N"))).FullName;
        File.WriteAllText(Path.Combine(_folder, "Program.cs"), Program);
        File.WriteAllText(Path.Combine(_folder, "Consumer.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <{element}>{frameworks}</{element}>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestoreAdditionalProjectSources>{package.Feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="CellGen" Version="{package.Version}" />
              </ItemGroup>
              {more}
            </Project>
            """);
    }

    /// <summary>Writes one more source file.</summary>
    public void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    /// <summary>Runs <c>dotnet build</c>; what it wrote.</summary>
    public (int ExitCode, string Output) Build(params string[] properties) =>
        Dotnet.TryRun(_folder, "dotnet", ["build", "-o", "built", .. properties]);

    /// <summary>The property that says which widths are generated, after <c>dotnet restore</c>.</summary>
    public string Widths(params string[] properties) => Dotnet.Run(_folder, ["msbuild", "-getProperty:CellGenVectorWidths", .. properties]).Trim();

    /// <summary>Runs <c>dotnet restore</c> alone, without the packages of the frameworks themselves; what it wrote.</summary>
    public (int ExitCode, string Output) Restore() => Dotnet.TryRun(
        _folder, "dotnet", "restore", "-p:DisableImplicitFrameworkReferences=true", "-p:AutomaticallyUseReferenceAssemblyPackages=false");

    /// <summary>Runs <c>dotnet publish</c> with Native AOT; what it wrote.</summary>
    public string PublishNative(params string[] properties) =>
        Dotnet.Run(_folder, ["publish", "-o", "published", "-p:PublishAot=true", .. properties]);

    /// <summary>Runs what was built.</summary>
    public string Run() => Dotnet.Run(_folder, Path.Combine("built", "Consumer.dll")).Trim();

    /// <summary>Runs what was published.</summary>
    public string RunNative() => Dotnet.TryRun(_folder, NativeProgram).Output.Trim();

    /// <summary>The file that was published.</summary>
    public string NativeProgram => Path.Combine(_folder, "published", OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer");
}
