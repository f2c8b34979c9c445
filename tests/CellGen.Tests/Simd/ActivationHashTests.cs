using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CellGen.Simd;
using Xunit;

namespace CellGen.Tests.Simd;

/// <summary>
/// The bits of the activations are those of the machine on which the table was written, over every 40,009th float: with one
/// width alone, as on Arm64, no other width would show a difference.
/// </summary>
public sealed class ActivationHashTests
{
    private const long Stride = 40_009;

    /// <summary>The first half of each SHA-256.</summary>
    public static TheoryData<ActivationFunction, string> Table => new()
    {
        { ActivationFunction.Tanh, "6C033355B7DC979F" },
        { ActivationFunction.Sigmoid, "0C40E554009A9291" },
        { ActivationFunction.Relu, "DD3F2418A3AB9AAF" },
        { ActivationFunction.LeakyRelu, "C1674722D1BB9B79" },
        { ActivationFunction.Softplus, "A3A01AF76938B5F0" },
        { ActivationFunction.NormalCdf, "7C9F2A0E2F0F826B" },
        { ActivationFunction.Clip, "52FEE8EDDB9B2AA1" },
        { ActivationFunction.Saturate, "A7D7E8CBC4225C0E" },
        { ActivationFunction.BoundedExp, "53E1A0EFD45869EB" },
        { ActivationFunction.Flush, "1B234FBD9A40BB0F" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Bits_are_the_same_everywhere(ActivationFunction function, string expected)
    {
        float[] arguments = [.. Enumerable.Range(0, (int)((1L << 32) / Stride / 16 * 16)).Select(i => BitConverter.UInt32BitsToSingle((uint)(i * Stride)))];
        var values = new float[arguments.Length];
        foreach (VectorWidth width in WidthDispatch.VectorWidths)
        {
            WidthDispatch.Apply(function, width, arguments, values);

            // All NaN are one: processors choose its sign and payload.
            byte[] hash = SHA256.HashData(MemoryMarshal.AsBytes<float>(Array.ConvertAll(values, value => float.IsNaN(value) ? float.NaN : value)));
            Assert.Equal(expected, Convert.ToHexString(hash, 0, 8));
        }
    }
}
