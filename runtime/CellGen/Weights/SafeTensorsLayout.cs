namespace CellGen;

/// <summary>
/// Checks that the byte ranges of a header's tensors tile the data, and that those of types of a known size fit their shapes.
/// </summary>
internal static class SafeTensorsLayout
{
    /// <summary>The entries in the order of their bytes, each beginning where the one before it ends.</summary>
    internal static SafeTensorEntry[] Order(IReadOnlyList<SafeTensorEntry> entries)
    {
        foreach (SafeTensorEntry entry in entries)
        {
            CheckSize(entry);
        }

        SafeTensorEntry[] ordered = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        long end = 0;
        string before = "the beginning of the data";
        foreach (SafeTensorEntry entry in ordered)
        {
            if (entry.Begin != end)
            {
                string fault = entry.Begin < end ? "overlaps" : "leaves a hole after";
                throw new SafeTensorsException(
                    $"'{entry.Name}' {fault} {before}: it begins at byte {entry.Begin} of the data; expected {end}.", entry.Name);
            }

            end = entry.End;
            before = $"'{entry.Name}'";
        }

        return ordered;
    }

    private static void CheckSize(SafeTensorEntry entry)
    {
        if (entry.End < entry.Begin)
        {
            throw new SafeTensorsException(
                $"'{entry.Name}' has data_offsets [{entry.Begin}, {entry.End}]: it ends before it begins.", entry.Name);
        }

        int size = SafeTensorType.SizeOf(entry.DataType);
        string shape = SafeTensorShape.Format(entry.Shape);
        if (!SafeTensorShape.TryCount(entry.Shape, out long count) || count > long.MaxValue / Math.Max(1, size))
        {
            throw new SafeTensorsException($"The shape {shape} of '{entry.Name}' overflows 64 bits.", entry.Name);
        }

        long found = entry.End - entry.Begin;
        if (size > 0 && found != count * size)
        {
            throw new SafeTensorsException(
                $"'{entry.Name}' has {found} bytes of data; {entry.DataType} {shape} takes {count * size}.", entry.Name);
        }
    }
}
