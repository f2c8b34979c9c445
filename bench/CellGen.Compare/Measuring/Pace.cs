namespace CellGen.Compare.Measuring;

/// <summary>How long everything takes.</summary>
/// <param name="Repeats">Repeats of every peer, of which the median counts.</param>
/// <param name="RepeatNanoseconds">About the time of one repeat.</param>
/// <param name="Rounds">Rounds of warming up of what is compiled while it runs, each followed by a rest.</param>
/// <param name="ManagedWarmUp">Nanoseconds of warming up of what is compiled while it runs, for each way of doing a row.</param>
/// <param name="NativeWarmUp">Nanoseconds of warming up of the rest.</param>
internal sealed record Pace(int Repeats, double RepeatNanoseconds, int Rounds, double ManagedWarmUp, double NativeWarmUp)
{
    /// <summary>The most calls of a round: the JIT compiles again after thirty, and what is small need not run for seconds.</summary>
    public const int RoundCalls = 2000;

    /// <summary>For results.</summary>
    public static Pace Full { get; } = new(9, 50e6, 5, 2000e6, 100e6);

    /// <summary>For trying out.</summary>
    public static Pace Quick { get; } = new(3, 2e6, 3, 150e6, 2e6);
}
