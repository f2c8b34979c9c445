namespace CellGen.NumericTests.Host;

/// <summary>
/// Long sweeps: what takes minutes and seldom finds what the other tests do not. They run where the variable CELLGEN_SWEEPS is set,
/// as in .ci/run; without it they are a part of themselves.
/// </summary>
public static class Sweeps
{
    /// <summary>Whether they run in whole.</summary>
    public static bool AreWhole { get; } = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CELLGEN_SWEEPS"));

    /// <summary>All of them, or every fourth.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> all) => AreWhole ? all : all.Where((_, i) => i % 4 == 0);

    /// <summary>So many, or a quarter.</summary>
    public static int Of(int count) => AreWhole ? count : count / 4;
}
