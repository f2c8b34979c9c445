namespace CellGen.Simd;

/// <summary>
/// Arithmetic with as many floats as a register holds, so that a function is one body for every width. The compiler of each
/// width sees static calls and leaves none of them.
/// </summary>
/// <typeparam name="T">The floats: a vector, or one of them.</typeparam>
internal interface IFloats<T>
{
    /// <summary>All lanes the same.</summary>
    static abstract T Create(float value);

    static abstract T Add(T left, T right);

    static abstract T Subtract(T left, T right);

    static abstract T Multiply(T left, T right);

    static abstract T Divide(T left, T right);

    /// <summary>left · right + addend, rounded once where there is an instruction for it.</summary>
    static abstract T MultiplyAdd(T left, T right, T addend);

    /// <summary>minuend − left · right, rounded once where there is an instruction for it.</summary>
    static abstract T NegatedMultiplyAdd(T left, T right, T minuend);

    /// <summary>value, or ±bound where it is beyond; NaN stays NaN.</summary>
    static abstract T Limit(T value, float bound);

    static abstract T Abs(T value);

    /// <summary>2 to the power of n, where shifted = n + 1.5 · 2<sup>23</sup> was rounded to an integer by its size.</summary>
    static abstract T PowerOfTwo(T shifted);

    /// <summary>chosen where left is less than right, else other; of NaN nothing is less.</summary>
    static abstract T WhereLess(T left, T right, T chosen, T other);
}
