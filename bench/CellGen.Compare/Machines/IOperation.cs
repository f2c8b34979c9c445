namespace CellGen.Compare.Machines;

/// <summary>An operation on every lane of a vector. It is a type, so that the loop that times it is compiled around it.</summary>
/// <typeparam name="TVector">Vector512 or Vector256 of float.</typeparam>
internal interface IOperation<TVector>
{
    /// <summary>The operation; what it needs beside its argument is constant.</summary>
    static abstract TVector Apply(TVector x);
}
