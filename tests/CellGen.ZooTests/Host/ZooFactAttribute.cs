using Xunit;

namespace CellGen.ZooTests.Host;

/// <summary>A test of a real net; skipped where the folder of them is not named.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ZooFactAttribute : FactAttribute
{
    /// <summary>Skips the test where there is no zoo.</summary>
    public ZooFactAttribute() => Skip = Zoo.Missing;
}
