using System.Text.RegularExpressions;
using CellGen.Generator.Planning;
using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Networks;

/// <summary>The encoders and decoders of CellGen.TopologyTests.Nets, as they are declared there.</summary>
internal static partial class CommittedPairs
{
    private static readonly string Source = "using CellGen; " + Namespace().Replace(Text("PairNets.cs") + Text("EncoderNets.cs"), "");

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Pair().Matches(Source).Select(match => match.Groups[1].Value)];

    /// <summary>What is planned for one of them.</summary>
    public static PairPlan PlanOf(string name) => new(NetCompiler.SpecOf(Source, name));

    private static string Text(string file)
    {
        using var reader = new StreamReader(typeof(CommittedPairs).Assembly.GetManifestResourceStream(file)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^namespace .*;", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\[EncoderDecoder\(.*\r?\n(?:\[.*\r?\n)*public partial class (\w+)", RegexOptions.Multiline)]
    private static partial Regex Pair();
}
