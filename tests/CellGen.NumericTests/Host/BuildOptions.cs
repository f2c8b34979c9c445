using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CellGen.NumericTests.Host;

/// <summary>What a project that uses CellGen says to the compiler: which vector widths are generated.</summary>
/// <param name="widths">The property CellGenVectorWidths; empty where the project does not set it.</param>
public sealed class BuildOptions(string widths) : AnalyzerConfigOptionsProvider
{
    /// <inheritdoc />
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Properties(widths);

    /// <inheritdoc />
    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    /// <inheritdoc />
    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Properties(string widths) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.CellGenVectorWidths" ? widths : null;
            return value is not null;
        }
    }
}
