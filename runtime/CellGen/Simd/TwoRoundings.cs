using System.ComponentModel;

namespace CellGen.Simd;

/// <summary>A product is rounded, and then the sum: what every machine can do.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TwoRoundings;
