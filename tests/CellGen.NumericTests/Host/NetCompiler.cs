using System.Reflection;
using System.Runtime.Loader;
using CellGen.Generator;
using CellGen.Generator.Model;
using CellGen.Generator.Parsing;
using CellGen.Simd;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.NumericTests.Host;

/// <summary>
/// Compiles nets of any shape within the test process, as a project with the package would: the user's class, the
/// generator, the oldest language version that the package supports, no unsafe code allowed. A shape is compiled once.
/// </summary>
public static class NetCompiler
{
    /// <summary>
    /// Without the compiler's warnings about null and documentation, which are a tenth of its time: the projects of nets and
    /// CellGen.Generator.Tests have them.
    /// </summary>
    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.CSharp11, DocumentationMode.None)
        .WithFeatures([KeyValuePair.Create("run-nullable-analysis", "never")]);

    private static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        warningLevel: 9999,
        nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>Nets that are compiled together: as many as make the loading of references cheap and the compiler's heap small.</summary>
    private const int Together = 12;

    /// <summary>The widths of nets whose tests run at one: the variable CellGenVectorWidths, or the one that this machine prefers.</summary>
    private static readonly string FewWidths =
        Environment.GetEnvironmentVariable("CellGenVectorWidths") ?? Hardware.PreferredWidth.ToString().Replace("Bits", "");

    private static readonly Lock Gate = new();
    private static readonly Dictionary<NetShape, Task<Dictionary<NetShape, Type>>> Harnesses = [];
    private static readonly MetadataReference[] References = [.. ReferencePaths().Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Compiles the shapes that are not compiled yet, some at a time; other threads may compile others meanwhile.</summary>
    /// <exception cref="NetCompilationException">
    /// The compilation has an error, or generated code has a warning. None of these shapes is kept, so that each can
    /// still be compiled alone.
    /// </exception>
    public static void Compile(params NetShape[] shapes)
    {
        foreach (NetShape[] some in shapes.Distinct().GroupBy(WidthsOf).SelectMany(alike => alike.Chunk(Together)))
        {
            var tasks = Begin(some, out Task? ours);
            ours?.RunSynchronously();
            tasks.ForEach(task => task.GetAwaiter().GetResult());
        }
    }

    /// <summary>A new net of the shape, with torch's default initialisation from the seed.</summary>
    public static INet Create(NetShape shape, int seed = 0) => (INet)Activator.CreateInstance(HarnessOf(shape), seed)!;

    /// <summary>The generated class of the shape, where no net of it is wanted: a large one takes longer to draw than to compile.</summary>
    public static Type TypeOf(NetShape shape) => HarnessOf(shape).Assembly.GetType($"{NetSource.Namespace}.{shape.Name}", throwOnError: true)!;

    /// <summary>The generated class of the shape in an assembly that is loaded again: the JIT has compiled none of its methods.</summary>
    public static Type NewTypeOf(NetShape shape)
    {
        Type type = TypeOf(shape);
        return Load(((NetContext)AssemblyLoadContext.GetLoadContext(type.Assembly)!).Image).GetType(type.FullName!, throwOnError: true)!;
    }

    /// <summary>The generated files of some source, at all widths.</summary>
    public static IEnumerable<(string Name, string Text)> Generate(string source)
    {
        var compilation = CSharpCompilation.Create("Text", [CSharpSyntaxTree.ParseText(source, ParseOptions)], References, CompilationOptions);
        var result = Driver("512,256,128,Plain").RunGenerators(compilation).GetRunResult();
        return result.Diagnostics.IsEmpty
            ? result.Results[0].GeneratedSources.Select(file => (file.HintName, file.SourceText.ToString()))
            : throw new InvalidOperationException($"{source}: {string.Join("\n", result.Diagnostics)}");
    }

    /// <summary>What the attributes of a class say, which has no mistake.</summary>
    internal static ModelSpec SpecOf(string source, string type)
    {
        var compilation = CSharpCompilation.Create("Spec", [CSharpSyntaxTree.ParseText(source, ParseOptions)], References, CompilationOptions);
        return ModelParser.Parse(compilation.GetTypeByMetadataName(type)!, compilation, _ => { })!;
    }

    /// <summary>Compiles the files of classes that are no shapes, together, and finds their types.</summary>
    /// <param name="oneWidth">Whether they are for the one width that this machine prefers.</param>
    /// <exception cref="NetCompilationException">The compilation has an error or a warning.</exception>
    public static Type[] Load(string[] sources, string[] types, bool oneWidth = false)
    {
        byte[] image = Emit(types[0], sources.Select(source => CSharpSyntaxTree.ParseText(source, ParseOptions)), [], oneWidth ? FewWidths : "");
        Assembly assembly = Load(image);
        return [.. types.Select(type => assembly.GetType(type, throwOnError: true)!)];
    }

    /// <summary>The widths that a net is generated for, as a project would say it; empty for the usual ones.</summary>
    public static string WidthsOf(NetShape shape) => shape.NoVectors ? "Plain" : shape.OneWidth ? FewWidths : "";

    private static GeneratorDriver Driver(string widths) =>
        CSharpGeneratorDriver.Create([new CellGenerator().AsSourceGenerator()], parseOptions: ParseOptions, optionsProvider: new BuildOptions(widths));

    private static Type HarnessOf(NetShape shape)
    {
        Compile(shape);
        lock (Gate)
        {
            return Harnesses[shape].Result[shape];
        }
    }

    /// <summary>The tasks that compile these shapes; those that no thread has begun become the caller's own.</summary>
    private static List<Task<Dictionary<NetShape, Type>>> Begin(NetShape[] shapes, out Task? ours)
    {
        lock (Gate)
        {
            NetShape[] missing = [.. shapes.Where(shape => !Harnesses.ContainsKey(shape))];
            var task = new Task<Dictionary<NetShape, Type>>(() => Load(missing));
            Array.ForEach(missing, shape => Harnesses.Add(shape, task));
            ours = missing.Length > 0 ? task : null;
            return [.. shapes.Select(shape => Harnesses[shape]).Distinct()];
        }
    }

    private static Dictionary<NetShape, Type> Load(NetShape[] shapes)
    {
        try
        {
            return NetCache.Get(shapes, Emit).SelectMany(image => Harness(image.Image, image.Shapes)).ToDictionary();
        }
        catch
        {
            lock (Gate)
            {
                Array.ForEach(shapes, shape => Harnesses.Remove(shape));
            }

            throw;
        }
    }

    private static IEnumerable<KeyValuePair<NetShape, Type>> Harness(byte[] image, IEnumerable<NetShape> shapes)
    {
        Assembly assembly = Load(image);
        return shapes.Select(shape => KeyValuePair.Create(shape, assembly.GetType(NetSource.HarnessName(shape), throwOnError: true)!));
    }

    private static Assembly Load(byte[] image) => new NetContext(image).LoadFromStream(new MemoryStream(image));

    private static byte[] Emit(NetShape[] shapes) => Emit(
        "Nets." + shapes[0].Name,
        shapes.Select(shape => CSharpSyntaxTree.ParseText(NetSource.Write(shape), ParseOptions, shape.Name + ".cs")),
        shapes,
        WidthsOf(shapes[0]));

    private static byte[] Emit(string name, IEnumerable<SyntaxTree> trees, NetShape[] shapes, string widths)
    {
        var compilation = CSharpCompilation.Create(name, trees, References, CompilationOptions);
        Driver(widths).RunGeneratorsAndUpdateCompilation(compilation, out Compilation full, out var reported);

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

    /// <summary>Where an image is loaded, with the image.</summary>
    private sealed class NetContext(byte[] image) : AssemblyLoadContext("nets")
    {
        public byte[] Image => image;
    }
}
