namespace CellGen.NumericTests.Host;

/// <summary>The Gradient of a generated net.</summary>
public interface INetGradient
{
    /// <summary>The gradient in CellGen's packed order.</summary>
    Span<float> Values { get; }

    /// <summary>Sets the gradient to zero.</summary>
    void Clear();

    /// <summary>Copies the gradient of one tensor in torch's order.</summary>
    void Get(string name, Span<float> destination);
}
