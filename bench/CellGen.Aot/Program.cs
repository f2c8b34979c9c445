using CellGen.Aot;
using CellGen.Simd;

// One inference and nothing else, for the time from the start of the process; not even a line of text.
if (args is ["--first"])
{
    Row first = RowCatalog.Gru();
    first.Run();
    return float.IsFinite(first.Results[0][0]) ? 0 : 1;
}

Console.WriteLine($"# .NET {Environment.Version}, {Hardware.PreferredWidth}");
foreach (Row row in RowCatalog.All)
{
    double nanoseconds = Timing.Measure(row);
    Console.WriteLine($"{row.Name}\t{nanoseconds:F1}\t{row.Hash():x16}");
}

return 0;
