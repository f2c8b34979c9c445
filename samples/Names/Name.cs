namespace CellGen.Samples.Names;

/// <summary>A name in small letters.</summary>
/// <param name="Text">The name.</param>
/// <param name="Language">The number of its language.</param>
public sealed record Name(string Text, int Language);
