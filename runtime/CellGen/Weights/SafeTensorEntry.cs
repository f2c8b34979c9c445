namespace CellGen;

/// <summary>What a header says about one tensor: its bytes are [Begin, End) of the data that follow the header.</summary>
internal sealed class SafeTensorEntry(string name, string dataType, long[] shape, long begin, long end)
{
    public readonly string Name = name;

    public readonly string DataType = dataType;

    public readonly long[] Shape = shape;

    public readonly long Begin = begin;

    public readonly long End = end;
}
