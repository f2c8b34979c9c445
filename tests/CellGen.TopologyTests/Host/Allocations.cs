using Xunit;

namespace CellGen.TopologyTests.Host;

/// <summary>Counts what a thread allocates.</summary>
internal static class Allocations
{
    private const int Rounds = 5;
    private const int Calls = 10;

    /// <summary>
    /// Fails if an action allocates. The runtime itself may allocate now and then in a thread (a stub, a type that is loaded
    /// late); what the action allocates it allocates in every round: so the least of a few rounds counts.
    /// </summary>
    public static void AssertNone(Action action, string what = "the action")
    {
        action();
        long least = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int call = 0; call < Calls; call++)
            {
                action();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(least == 0, $"{what}: {least} bytes in {Calls} calls");
    }
}
