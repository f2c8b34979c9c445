namespace CellGen;

/// <summary>A checkpoint that cannot be used: damaged, or of something else. The message names what was found and what was expected.</summary>
/// <param name="message">What is wrong, what was found and what was expected.</param>
/// <param name="innerException">The cause, where there is one.</param>
public sealed class CheckpointException(string message, Exception? innerException = null) : FormatException(message, innerException);
