using System.Runtime.CompilerServices;

namespace CellGen.Compare.Machines;

/// <summary>What a step is made of, as operations on one vector.</summary>
internal static class Operations<TWidth, TVector>
    where TWidth : IWidth<TVector>
{
    private const float Factor = 1.0000001f;

    internal readonly struct MultiplyAdd : IOperation<TVector>
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x) => TWidth.MultiplyAdd(x, TWidth.Create(Factor), TWidth.Create(Factor));
    }

    internal readonly struct Multiply : IOperation<TVector>
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x) => TWidth.Multiply(x, TWidth.Create(Factor));
    }

    internal readonly struct Add : IOperation<TVector>
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x) => TWidth.Add(x, TWidth.Create(Factor));
    }

    internal readonly struct Broadcast : IOperation<TVector>
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x) => TWidth.Broadcast(x);
    }

    internal readonly struct Sigmoid : IOperation<TVector>
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x) => TWidth.Sigmoid(x);
    }

    internal readonly struct Tanh : IOperation<TVector>
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x) => TWidth.Tanh(x);
    }
}
