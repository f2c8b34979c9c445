namespace CellGen;

/// <summary>
/// What every generated net has, whatever its shape: its class is one of these.
/// </summary>
public interface INetwork
{
    /// <summary>All parameters, in CellGen's packed order: what an optimizer steps over.</summary>
    Span<float> Parameters { get; }

    /// <summary>Copies one tensor out, in torch's shape, row-major.</summary>
    /// <param name="name">torch's name, such as weight_ih_l0.</param>
    /// <param name="destination">As many floats as the tensor has.</param>
    /// <exception cref="ArgumentException">There is no such tensor, or the span has not its length.</exception>
    void Get(string name, Span<float> destination);

    /// <summary>Copies one tensor in, in torch's shape, row-major.</summary>
    /// <param name="name">torch's name, such as weight_ih_l0.</param>
    /// <param name="source">As many floats as the tensor has.</param>
    /// <exception cref="ArgumentException">There is no such tensor, or the span has not its length.</exception>
    void Set(string name, ReadOnlySpan<float> source);

    /// <summary>Writes the weights as .safetensors to a stream, which is left open.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="names">The names in the file; torch's own where it is null.</param>
    /// <exception cref="ArgumentException">A parameter is not finite.</exception>
    void Save(Stream stream, WeightNames? names = null);

    /// <summary>Replaces the weights by those of a .safetensors stream. Where it is bad, nothing changes.</summary>
    /// <param name="stream">Read to its end; left open.</param>
    /// <param name="names">The names in the file; torch's own where it is null.</param>
    /// <exception cref="SafeTensorsException">The content is malformed or does not hold this net; the message says why.</exception>
    void LoadFrom(Stream stream, WeightNames? names = null);
}
