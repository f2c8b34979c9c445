namespace CellGen.Compare.Machines;

/// <summary>What is measured of vectors, for one width of them. It is a type, so that loops are compiled for the width.</summary>
/// <typeparam name="TVector">Vector512 or Vector256 of float.</typeparam>
internal interface IWidth<TVector>
{
    /// <summary>The floats of a vector.</summary>
    static abstract int Lanes { get; }

    /// <summary>The same value in all lanes.</summary>
    static abstract TVector Create(float value);

    /// <summary>x y + z, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector z);

    /// <summary>x y</summary>
    static abstract TVector Multiply(TVector x, TVector y);

    /// <summary>x + y</summary>
    static abstract TVector Add(TVector x, TVector y);

    /// <summary>One element of x in all lanes, without memory.</summary>
    static abstract TVector Broadcast(TVector x);

    /// <summary>CellGen's sigmoid.</summary>
    static abstract TVector Sigmoid(TVector x);

    /// <summary>CellGen's tanh.</summary>
    static abstract TVector Tanh(TVector x);
}
