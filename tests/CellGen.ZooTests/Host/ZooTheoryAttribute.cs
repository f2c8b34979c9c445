using Xunit;

namespace CellGen.ZooTests.Host;

/// <summary>A test of several real nets; skipped where the folder of them is not named.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ZooTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips the test where there is no zoo.</summary>
    public ZooTheoryAttribute() => Skip = Zoo.Missing;
}
