using System.Runtime.CompilerServices;

namespace CellGen.Compare.Machines;

/// <summary>
/// Fused multiply-adds in ten independent chains, which is more than latency times throughput on any current core; and what
/// a function costs beside them.
/// </summary>
internal static class MultiplyAddSpeed
{
    private const int Rounds = 200_000;
    private const int Chains = 10;
    private const int RoundsOfFunction = 4;
    private const int Values = 64;

    /// <summary>GFLOP/s: two operations for each lane of a multiply-add.</summary>
    public static double Of<TWidth, TVector>(int repeats)
        where TWidth : IWidth<TVector> =>
        2.0 * Chains * TWidth.Lanes / Clock.Best(repeats, Rounds, Alone<TWidth, TVector>);

    /// <summary>
    /// The nanoseconds that one vector of a function adds to a stream of multiply-adds. That is the room it takes in the units
    /// that both of them need; what it needs beside, such as the divider, works while they multiply.
    /// </summary>
    public static double Beside<TFunction, TWidth, TVector>(int repeats)
        where TFunction : IOperation<TVector>
        where TWidth : IWidth<TVector>
    {
        var values = new TVector[Values];
        Array.Fill(values, TWidth.Create(Latency.Argument));
        double alone = double.PositiveInfinity, both = double.PositiveInfinity;
        for (int i = 0; i < repeats; i++)
        {
            // In turn: the difference must not be one of the processor's clock.
            alone = Math.Min(alone, Clock.Best(1, Rounds, Alone<TWidth, TVector>));
            both = Math.Min(both, Clock.Best(1, Rounds, () => Mix<TFunction, TWidth, TVector>(values)));
        }

        return (both - alone) * RoundsOfFunction;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Alone<TWidth, TVector>()
        where TWidth : IWidth<TVector>
    {
        TVector one = TWidth.Create(1);
        TVector a = one, b = one, c = one, d = one, e = one, f = one, g = one, h = one, i = one, j = one;
        for (int round = 0; round < Rounds; round++)
        {
            a = Operations<TWidth, TVector>.MultiplyAdd.Apply(a);
            b = Operations<TWidth, TVector>.MultiplyAdd.Apply(b);
            c = Operations<TWidth, TVector>.MultiplyAdd.Apply(c);
            d = Operations<TWidth, TVector>.MultiplyAdd.Apply(d);
            e = Operations<TWidth, TVector>.MultiplyAdd.Apply(e);
            f = Operations<TWidth, TVector>.MultiplyAdd.Apply(f);
            g = Operations<TWidth, TVector>.MultiplyAdd.Apply(g);
            h = Operations<TWidth, TVector>.MultiplyAdd.Apply(h);
            i = Operations<TWidth, TVector>.MultiplyAdd.Apply(i);
            j = Operations<TWidth, TVector>.MultiplyAdd.Apply(j);
        }

        Keep(a, b, c, d, e, f, g, h, i, j);
    }

    /// <summary>The same, and in every fourth round one vector of the function, each independent of the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix<TFunction, TWidth, TVector>(TVector[] values)
        where TFunction : IOperation<TVector>
        where TWidth : IWidth<TVector>
    {
        TVector one = TWidth.Create(1);
        TVector a = one, b = one, c = one, d = one, e = one, f = one, g = one, h = one, i = one, j = one;
        for (int round = 0; round < Rounds; round++)
        {
            a = Operations<TWidth, TVector>.MultiplyAdd.Apply(a);
            b = Operations<TWidth, TVector>.MultiplyAdd.Apply(b);
            c = Operations<TWidth, TVector>.MultiplyAdd.Apply(c);
            d = Operations<TWidth, TVector>.MultiplyAdd.Apply(d);
            e = Operations<TWidth, TVector>.MultiplyAdd.Apply(e);
            f = Operations<TWidth, TVector>.MultiplyAdd.Apply(f);
            g = Operations<TWidth, TVector>.MultiplyAdd.Apply(g);
            h = Operations<TWidth, TVector>.MultiplyAdd.Apply(h);
            i = Operations<TWidth, TVector>.MultiplyAdd.Apply(i);
            j = Operations<TWidth, TVector>.MultiplyAdd.Apply(j);
            if (round % RoundsOfFunction == 0)
            {
                ref TVector value = ref values[round / RoundsOfFunction % Values];
                value = TFunction.Apply(value);
            }
        }

        Keep(a, b, c, d, e, f, g, h, i, j);
    }

    /// <summary>Keeps the compiler from leaving out the chains.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep<TVector>(TVector a, TVector b, TVector c, TVector d, TVector e, TVector f, TVector g, TVector h, TVector i, TVector j)
    {
    }
}
