using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using CellGen.Simd;

namespace CellGen.NumericTests.Host;

/// <summary>The widths of this machine, from what the runtime says about its instructions.</summary>
public static class VectorWidths
{
    /// <summary>The widths whose results must be the same bits: those with fused multiply-add.</summary>
    public static VectorWidth[] Exact { get; } = [.. Enum.GetValues<VectorWidth>().Where(IsExact)];

    /// <summary>The widths at which a net is compared, that without fused multiply-add among them.</summary>
    public static IEnumerable<VectorWidth> Of(NetShape shape) => shape.OneWidth ? [Hardware.PreferredWidth] : Exact.Append(VectorWidth.Plain);

    /// <summary>The widths that a net must refuse here.</summary>
    public static VectorWidth[] Unsupported { get; } =
        [.. Enum.GetValues<VectorWidth>().Where(width => width != VectorWidth.Plain && !IsExact(width))];

    private static bool IsExact(VectorWidth width) => width switch
    {
        VectorWidth.Bits128 => Fma.IsSupported || AdvSimd.Arm64.IsSupported,
        VectorWidth.Bits256 => Fma.IsSupported && Avx2.IsSupported,
        VectorWidth.Bits512 => Avx512F.IsSupported,
        _ => false,
    };
}
