using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>
/// A number that is read from memory at each use: the JIT may not hold it in a register for the next. As a field it costs a
/// load and no call: of calls, even of those that vanish, the JIT only inlines so many in a method.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct VolatileSingle
{
    /// <summary>The number.</summary>
    public volatile float Value;
}
