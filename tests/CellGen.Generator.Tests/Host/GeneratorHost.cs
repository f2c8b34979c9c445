using System.Collections.Immutable;
using System.Runtime.Loader;
using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;
using CellGen.NumericTests.Host;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CellGen.Generator.Tests.Host;

/// <summary>Runs the generator and the analyzer on source text.</summary>
internal static class GeneratorHost
{
    /// <summary>A net that most tests can use.</summary>
    public const string Gesture = """
        using CellGen;

        namespace Game;

        [RecurrentCell(Kind = CellKind.Gru, Input = 10, Hidden = 20, Layers = 2, Bidirectional = true)]
        public partial class GestureNet { }
        """;

    /// <summary>The newest language of this compiler; the oldest one's preview of C# 11 is not what 11 became.</summary>
#if OLDEST_ROSLYN
    public const LanguageVersion Newest = LanguageVersion.CSharp10;
#else
    public const LanguageVersion Newest = LanguageVersion.Preview;
#endif

    /// <summary>Of so many nets, those of a test that asks for their text: it does not depend on the compiler, and a few are enough for the oldest.</summary>
#if OLDEST_ROSLYN
    public static int Few(int nets) => Math.Max(1, nets / 10);
#else
    public static int Few(int nets) => nets;
#endif

    /// <summary>What a project says that wants the usual widths: nothing.</summary>
    public const string UsualWidths = "";

    /// <summary>The usual widths, and kernels without vectors.</summary>
    public const string AllWidths = "512,256,128,Plain";

    /// <summary>The same of a spec.</summary>
    public const VectorWidths All = VectorWidths.Default | VectorWidths.Plain;

    /// <summary>The width of nets that are compiled where what is tested is not the kernels: one that every machine has.</summary>
    public const string OneWidth = "128";

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "netstandard.dll")
            .Append(typeof(RecurrentCellAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A compilation of some files.</summary>
    public static CSharpCompilation Compile(LanguageVersion version, params string[] sources) => Compile(new CSharpParseOptions(version), sources);

    private static CSharpCompilation Compile(CSharpParseOptions options, string[] sources) => CSharpCompilation.Create(
        "Tests",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, options, $"Source{i}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A compilation under the newest language that this compiler has.</summary>
    public static CSharpCompilation Compile(params string[] sources) => Compile(Newest, sources);

    /// <summary>A driver that tracks its steps.</summary>
    /// <param name="version">The language.</param>
    /// <param name="widths">The property CellGenVectorWidths; empty where a project does not set it.</param>
    public static GeneratorDriver Driver(LanguageVersion version = Newest, string widths = UsualWidths) => Driver(new CSharpParseOptions(version), widths);

    private static GeneratorDriver Driver(CSharpParseOptions options, string widths) => CSharpGeneratorDriver.Create(
        [new CellGenerator().AsSourceGenerator()],
        parseOptions: options,
        optionsProvider: new BuildOptions(widths),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The generated files by hint name.</summary>
    public static Dictionary<string, string> Generate(params string[] sources)
    {
        var result = Driver().RunGenerators(Compile(sources)).GetRunResult();
        Assert.Null(result.Results[0].Exception);
        return result.Results[0].GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());
    }

    /// <summary>The analyzer's diagnostics.</summary>
    public static ImmutableArray<Diagnostic> Analyze(params string[] sources) => Compile(sources)
        .WithAnalyzers([new CellAnalyzer()])
        .GetAnalyzerDiagnosticsAsync()
        .GetAwaiter()
        .GetResult();

    /// <summary>
    /// All that a user sees: the compiler's errors and warnings, in the generated files too, and the analyzer's.
    /// </summary>
    public static async Task<Diagnostic[]> Check(Compilation compilation)
    {
        var options = (CSharpParseOptions)compilation.SyntaxTrees.First().Options;
        Driver(options, OneWidth).RunGeneratorsAndUpdateCompilation(compilation, out var output, out var reported);

        // Both at once: each alone has the compiler read every method.
        var all = await output.WithAnalyzers([new CellAnalyzer()]).GetAllDiagnosticsAsync();
        return [.. reported, .. all.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning || diagnostic.Id.StartsWith("CELL", StringComparison.Ordinal))];
    }

    /// <summary>What a static method of the source returns: Check.Run().</summary>
    public static object? Run(params string[] sources) => RunAt(OneWidth, sources);

    /// <summary>The same at other widths.</summary>
    public static object? RunAt(string widths, params string[] sources)
    {
        Driver(widths: widths).RunGeneratorsAndUpdateCompilation(Compile(sources), out var output, out _);
        return Load(output, "Check", "").GetMethod("Run")!.Invoke(null, null);
    }

    /// <summary>A type of a compilation that has no error; a failure begins with a text.</summary>
    public static Type Load(Compilation compilation, string type, string failure)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, $"{failure}\n{string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))}");
        image.Position = 0;
        return new AssemblyLoadContext("nets", isCollectible: true).LoadFromStream(image).GetType(type)!;
    }

    /// <summary>All the compiler says, warnings included, once the generated files are added.</summary>
    public static ImmutableArray<Diagnostic> CompileGenerated(LanguageVersion version, params string[] sources) =>
        CompileGenerated(OneWidth, version, sources);

    /// <summary>The same for other widths.</summary>
    public static ImmutableArray<Diagnostic> CompileGenerated(string widths, LanguageVersion version, params string[] sources) =>
        CompileGenerated(widths, new CSharpParseOptions(version), sources);

    /// <summary>The same at all widths, without what the compiler says of null, which is half of its time: where names alone are tested.</summary>
    public static ImmutableArray<Diagnostic> CompileNames(params string[] sources) => CompileGenerated(
        AllWidths,
        new CSharpParseOptions(Newest).WithFeatures([KeyValuePair.Create("run-nullable-analysis", "never")]),
        sources);

    private static ImmutableArray<Diagnostic> CompileGenerated(string widths, CSharpParseOptions options, string[] sources)
    {
        Driver(options, widths).RunGeneratorsAndUpdateCompilation(Compile(options, sources), out var output, out var diagnostics);
        return [.. diagnostics, .. output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }
}
