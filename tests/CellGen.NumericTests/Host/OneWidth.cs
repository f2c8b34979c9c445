using CellGen.Simd;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CellGen.NumericTests.Host;

/// <summary>
/// Takes the kernels of the widths that this machine does not prefer out of nets of one width: three quarters of what the
/// compiler would have to do.
/// </summary>
internal sealed class OneWidth : CSharpSyntaxRewriter
{
    private static readonly BlockSyntax Nothing = SyntaxFactory.Block(SyntaxFactory.ParseStatement("throw new System.NotSupportedException();"));

    private static readonly string[] Others = [.. Enum.GetValues<VectorWidth>().Where(width => width != Hardware.PreferredWidth).Select(FileOf)];

    /// <summary>The compilation with less in it.</summary>
    public static Compilation Of(Compilation nets)
    {
        // The class of 512 bits may extend that of 256.
        HashSet<string> extended = [.. nets.SyntaxTrees
            .Where(tree => IsOf(tree, FileOf(Hardware.PreferredWidth)) && tree.GetText().ToString().Contains(": Vector256Kernels"))
            .Select(tree => tree.FilePath.Replace("Vector512", "Vector256"))];
        foreach (SyntaxTree tree in nets.SyntaxTrees.Where(tree => Others.Any(other => IsOf(tree, other)) && !extended.Contains(tree.FilePath)).ToList())
        {
            SyntaxNode emptied = new OneWidth().Visit(tree.GetRoot());
            nets = nets.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(emptied, tree.Options));
        }

        return nets;
    }

    /// <inheritdoc />
    public override SyntaxNode VisitMethodDeclaration(MethodDeclarationSyntax node) => node.Body is null ? node : node.WithBody(Nothing);

    private static bool IsOf(SyntaxTree tree, string file) =>
        tree.FilePath.Contains(NetShape.OneWidthSuffix) && tree.FilePath.EndsWith(file, StringComparison.Ordinal);

    private static string FileOf(VectorWidth width) => $".{width.ToString().Replace("Bits", "Vector")}.g.cs";
}
