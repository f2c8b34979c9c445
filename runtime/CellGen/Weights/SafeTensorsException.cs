namespace CellGen;

/// <summary>
/// A safetensors file that cannot be used: malformed, or not the weights that a model expects. The message says what
/// is wrong, in which tensor, what was found and what was expected.
/// </summary>
/// <remarks>
/// It derives from <see cref="FormatException"/> because the fault lies in the content of the file. Faults of reading
/// itself (no such file, no access) keep their own <see cref="IOException"/> types.
/// </remarks>
public sealed class SafeTensorsException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, what was found and what was expected.</param>
    /// <param name="tensorName">The tensor at fault, or null where the fault lies in no single tensor.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public SafeTensorsException(string message, string? tensorName = null, Exception? innerException = null)
        : base(message, innerException) => TensorName = tensorName;

    /// <summary>The tensor at fault, or null where the fault lies in no single tensor.</summary>
    public string? TensorName { get; }
}
