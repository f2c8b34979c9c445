using CellGen.Generator.Model;

namespace CellGen.Generator.Planning;

/// <summary>The facts of the machines that a kernel class is for. What is made of them is decided elsewhere: <see cref="VectorProfile"/>.</summary>
/// <param name="Name">The name of the kernel class and file, such as "Vector512".</param>
/// <param name="Machines">The machines, for comments.</param>
/// <param name="Width">The width, among those that a build may ask for.</param>
/// <param name="Lanes">The number of floats in a vector; 1 where there are no vectors.</param>
/// <param name="Registers">The number of vector registers.</param>
internal sealed record Target(string Name, string Machines, VectorWidths Width, int Lanes, int Registers)
{
    /// <summary>The instruction sets of which the machine must have one, by the names of .NET's classes.</summary>
    public IReadOnlyList<string> InstructionSets { get; init; } = [];

    /// <summary>Whether its kernels round a product and a sum once or each, as they are told: they run on every machine.</summary>
    public bool RoundsEitherWay { get; init; }

    public static Target Vector512 { get; } = new("Vector512", "x64 with AVX-512", VectorWidths.Bits512, 16, 32)
    {
        InstructionSets = ["Avx512F"],
    };

    public static Target Vector256 { get; } = new("Vector256", "x64 with AVX2 and FMA", VectorWidths.Bits256, 8, 16)
    {
        InstructionSets = ["Fma"],
    };

    /// <summary>
    /// Of x64 the 16 registers are planned as if they were Arm64's 32: on x64 with FMA this is nobody's first choice. Without
    /// FMA, the same kernels multiply and then add.
    /// </summary>
    public static Target Vector128 { get; } = new("Vector128", "Arm64, x64 with FMA and any other machine", VectorWidths.Bits128, 4, 32)
    {
        InstructionSets = ["Fma", "AdvSimd"],
        RoundsEitherWay = true,
    };

    /// <summary>Where a build asks for it: kernels that need no vectors of .NET.</summary>
    public static Target Plain { get; } = new("Plain", "machines without vectors", VectorWidths.Plain, 1, 16);

    /// <summary>Whether there are no vectors and no fused multiply-add.</summary>
    public bool IsPlain => Lanes == 1;

    /// <summary>The number of bits of a vector.</summary>
    public int Bits => Lanes * 32;
}
