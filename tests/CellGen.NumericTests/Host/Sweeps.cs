namespace CellGen.NumericTests.Host;

/// <summary>
/// Long sweeps: what takes minutes and seldom finds what the other tests do not. A run takes a quarter of them: the first, the one whose
/// number is in the variable CELLGEN_SWEEPS, as in .ci/run, where each commit takes the next, or all, if it is "all".
/// </summary>
public static class Sweeps
{
    private const int Parts = 4;

    private static readonly string Asked = Environment.GetEnvironmentVariable("CELLGEN_SWEEPS") ?? "";

    private static readonly bool AreWhole = Asked == "all";

    /// <summary>The number of the quarter.</summary>
    public static int Part { get; } = int.TryParse(Asked, out int number) ? number % Parts : 0;

    /// <summary>Whether somebody has asked for sweeps: then those run, too, that have no parts.</summary>
    public static bool AreAsked => Asked.Length > 0;

    /// <summary>Whether the quarter has the one of that number.</summary>
    public static bool Have(int number) => AreWhole || number % Parts == Part;

    /// <summary>Those that the quarter has.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> all) => all.Where((_, i) => Have(i));

    /// <summary>So many of so many.</summary>
    public static int Of(int count) => AreWhole ? count : count / Parts;
}
