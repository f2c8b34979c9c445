namespace CellGen;

/// <summary>What a header says about one tensor: its bytes are [Begin, End) of the data that follow the header.</summary>
internal sealed record SafeTensorEntry(string Name, string DataType, long[] Shape, long Begin, long End);
