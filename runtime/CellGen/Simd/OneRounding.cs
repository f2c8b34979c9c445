using System.ComponentModel;

namespace CellGen.Simd;

/// <summary>A product and a sum are rounded once, by fused multiply-add: the same bits as at every other width. Needs FMA or Arm64.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OneRounding;
