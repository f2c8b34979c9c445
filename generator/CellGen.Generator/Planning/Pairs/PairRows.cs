namespace CellGen.Generator.Planning;

/// <summary>Rows of what goes from part to part of an encoder and decoder.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Size">The number of values in one.</param>
/// <param name="Step">The number of floats from one to the next.</param>
/// <param name="Axis">Along what there are rows: the member of the runtime's SequenceAxis.</param>
internal sealed record PairRows(string Name, int Size, int Step, string Axis);
