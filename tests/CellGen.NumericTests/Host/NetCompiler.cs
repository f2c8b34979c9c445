using System.Runtime.Loader;
using CellGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.NumericTests.Host;

/// <summary>
/// Compiles nets of any shape within the test process, as a project with the package would: the user's class, the
/// generator, the oldest language version that the package supports, no unsafe code allowed. A shape is compiled once.
/// </summary>
public static class NetCompiler
{
    private static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.CSharp11, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        warningLevel: 9999,
        nullableContextOptions: NullableContextOptions.Enable);

    private static readonly Lock Gate = new();
    private static readonly Dictionary<NetShape, Type> Harnesses = [];
    private static readonly MetadataReference[] References = [.. ReferencePaths().Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Compiles the shapes that are not compiled yet, all in one compilation.</summary>
    /// <exception cref="NetCompilationException">
    /// The compilation has an error, or generated code has a warning. None of these shapes is kept, so that each can
    /// still be compiled alone.
    /// </exception>
    public static void Compile(params NetShape[] shapes)
    {
        lock (Gate)
        {
            NetShape[] missing = [.. shapes.Distinct().Where(shape => !Harnesses.ContainsKey(shape))];
            if (missing.Length == 0)
            {
                return;
            }

            using var image = new MemoryStream(NetCache.Get(missing, Emit));
            var assembly = new AssemblyLoadContext("nets").LoadFromStream(image);
            foreach (NetShape shape in missing)
            {
                Harnesses.Add(shape, assembly.GetType(NetSource.HarnessName(shape), throwOnError: true)!);
            }
        }
    }

    /// <summary>A new net of the shape, with torch's default initialisation from the seed.</summary>
    public static INet Create(NetShape shape, int seed = 0)
    {
        Compile(shape);
        lock (Gate)
        {
            return (INet)Activator.CreateInstance(Harnesses[shape], seed)!;
        }
    }

    private static byte[] Emit(NetShape[] shapes)
    {
        var trees = shapes.Select(shape => CSharpSyntaxTree.ParseText(NetSource.Write(shape), ParseOptions, shape.Name + ".cs"));
        var compilation = CSharpCompilation.Create("Nets." + shapes[0].Name, trees, References, CompilationOptions);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new CellGenerator().AsSourceGenerator()], parseOptions: ParseOptions);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation full, out var reported);

        using var image = new MemoryStream();
        var result = full.Emit(image);
        string[] problems =
        [
            .. reported.Concat(result.Diagnostics)
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Select(diagnostic => diagnostic.ToString()),
        ];
        if (problems.Length > 0 || !result.Success)
        {
            throw new NetCompilationException(shapes, problems);
        }

        return image.ToArray();
    }

    private static IEnumerable<string> ReferencePaths()
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return trusted.Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(RecurrentCellAttribute).Assembly.Location)
            .Append(typeof(INet).Assembly.Location);
    }
}
