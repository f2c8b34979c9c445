using CellGen.NumericTests.Host;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CellGen.Generator.Bench;

/// <summary>A project that uses CellGen, as the compiler sees it.</summary>
internal static class Project
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(RecurrentCellAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A compilation of these files.</summary>
    public static CSharpCompilation Compile(IEnumerable<string> sources) => CSharpCompilation.Create(
        "Game",
        sources.Select(source => CSharpSyntaxTree.ParseText(source)),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The same compilation after an edit of one file.</summary>
    public static CSharpCompilation Edit(CSharpCompilation compilation, int file, string source) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[file], CSharpSyntaxTree.ParseText(source));

    /// <summary>A driver that has not run.</summary>
    /// <param name="widths">The property CellGenVectorWidths; empty for all widths.</param>
    public static GeneratorDriver Driver(string widths = "") =>
        CSharpGeneratorDriver.Create([new CellGenerator().AsSourceGenerator()], optionsProvider: new BuildOptions(widths));
}
