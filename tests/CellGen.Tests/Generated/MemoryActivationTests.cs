using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CellGen.Generated;
using CellGen.Simd;
using CellGen.Tests.Simd;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>Functions that read their constants again have the bits of those that hold them.</summary>
public sealed class MemoryActivationTests
{
    [Fact]
    public void TheBitsAreThoseOfActivation()
    {
        if (!Fma.IsSupported)
        {
            return;
        }

        long differences = FloatSweep.Run(0L, CountDifferences, (a, b) => a + b);

        Assert.Equal(0, differences);
    }

    private static long CountDifferences(ReadOnlySpan<float> arguments)
    {
        long differences = 0;
        for (int i = 0; i < arguments.Length; i += Vector256<float>.Count)
        {
            var x = Vector256.Create(arguments.Slice(i, Vector256<float>.Count));
            differences += Differ(MemoryActivation.Sigmoid(x), Activation.Sigmoid(x)) + Differ(MemoryActivation.Tanh(x), Activation.Tanh(x));
        }

        return differences;
    }

    private static int Differ(Vector256<float> actual, Vector256<float> expected) => actual.AsInt32() == expected.AsInt32() ? 0 : 1;
}
