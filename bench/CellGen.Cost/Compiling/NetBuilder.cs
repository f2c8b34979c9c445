using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using CellGen.Generator;
using CellGen.NumericTests.Host;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.Cost.Compiling;

/// <summary>Generates and compiles a net as a project with the package would, takes the times, and saves the assembly.</summary>
internal static class NetBuilder
{
    /// <summary>What the assembly of a net, and of the class that calls it, is called in its folder.</summary>
    public const string Net = "Net.dll", Harness = "Harness.dll";

    private const string Attribute = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp11, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        nullableContextOptions: NullableContextOptions.Enable);

    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
        .Append(typeof(RecurrentCellAttribute).Assembly.Location)
        .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>
    /// Builds a net into a folder; its times are the medians of so many repeats, and of three times as many of the
    /// generator, which takes milliseconds.
    /// </summary>
    public static CompileCost Build(NetShape shape, string folder, int repeats)
    {
        var generating = new List<double>();
        var compiling = new List<double>();
        Compilation? compilation = null;
        byte[] image = [];
        for (int i = 0; i < 3 * repeats; i++)
        {
            compilation = Compile(shape);
            var watch = Stopwatch.StartNew();
            compilation = Generate(compilation);
            generating.Add(watch.Elapsed.TotalMilliseconds);
            if (i % 3 == 0)
            {
                watch.Restart();
                image = Emit(compilation);
                compiling.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        Save(shape, folder, image);
        string[] texts = [.. compilation!.SyntaxTrees.Skip(1).Select(tree => tree.ToString())];
        var (method, bytes, locals) = LargestMethod(image);
        return new CompileCost(
            texts.Sum(text => text.Count(c => c == '\n')), texts.Sum(text => text.Length), Median(generating), Median(compiling), image.Length, method, bytes, locals);
    }

    /// <summary>Builds a net whose methods are left to tiered compilation.</summary>
    public static void BuildTiered(NetShape shape, string folder)
    {
        Compilation compilation = Generate(Compile(shape));
        foreach (SyntaxTree tree in compilation.SyntaxTrees.Skip(1))
        {
            string text = tree.ToString().Replace(Attribute, "");
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, ParseOptions));
        }

        byte[] image = Emit(compilation);
        if (HotMethods.Of(Assembly.Load(image)).Any())
        {
            throw new InvalidOperationException($"The generated text no longer says {Attribute}.");
        }

        Save(shape, folder, image);
    }

    /// <summary>The middle one of some times.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static CSharpCompilation Compile(NetShape shape) => CSharpCompilation.Create(
        "Net",
        [CSharpSyntaxTree.ParseText($"using CellGen;\n{NetAttributes.Write(shape)}\npublic partial class Net {{ }}", ParseOptions)],
        References,
        CompilationOptions);

    private static Compilation Generate(Compilation compilation)
    {
        CSharpGeneratorDriver.Create([new CellGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation full, out _);
        return full;
    }

    private static byte[] Emit(Compilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        return result.Success
            ? image.ToArray()
            : throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
    }

    private static void Save(NetShape shape, string folder, byte[] image)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, Net), image);
        var harness = CSharpCompilation.Create(
            "Harness",
            [CSharpSyntaxTree.ParseText(HarnessSource.Write(shape.CanStep), ParseOptions)],
            [.. References, MetadataReference.CreateFromImage(image)],
            CompilationOptions);
        File.WriteAllBytes(Path.Combine(folder, Harness), Emit(harness));
    }

    private static (string Name, int Bytes, int Locals) LargestMethod(byte[] image)
    {
        var context = new AssemblyLoadContext("measured", isCollectible: true);
        var largest = (
            from type in context.LoadFromStream(new MemoryStream(image)).GetTypes()
            from method in type.GetMethods(HotMethods.All)
            let body = method.GetMethodBody()
            where body is not null
            let bytes = body.GetILAsByteArray()!.Length
            orderby bytes descending
            select ($"{type.Name}.{method.Name}", bytes, body.LocalVariables.Count)).First();
        context.Unload();
        return largest;
    }
}
