using CellGen.Cost;
using CellGen.Cost.Reporting;
using CellGen.Cost.Running;
using CellGen.Cost.Shapes;
using CellGen.NumericTests.Host;

// What is generated for a net, and what it costs until it runs: text, compiler, JIT, first calls.
if (args is [FreshProcess.Command, .. var measurement])
{
    Child.Run(measurement);
    return;
}

Options options = Options.Parse(args);
string folder = Directory.CreateTempSubdirectory("cellgen-cost-").FullName;
try
{
    var costs = new Measurement(folder);
    IReadOnlyList<ShapeGroup> groups = ShapeCatalog.Groups(options.Quick);
    (NetShape Shape, string Method, TieringSetting Setting)[] tierings =
    [
        .. from net in ShapeCatalog.Tiered(options.Quick)
           from setting in TieringSetting.All
           select (net.Shape, net.Method, setting),
    ];
    var (nets, tiering) = Screen.Show(groups.Sum(group => group.Shapes.Count) + tierings.Length, begin =>
    {
        costs.WarmUp(groups[0].Shapes);
        List<(ShapeGroup Group, IReadOnlyList<NetCost> Nets)> measured = [];
        foreach (ShapeGroup group in groups)
        {
            measured.Add((group, [.. group.Shapes.Select(shape =>
            {
                begin(ShapeCatalog.Label(shape));
                return costs.Measure(shape);
            })]));
        }

        TieringCost[] tiered = [.. tierings.Select(each =>
        {
            begin($"{ShapeCatalog.Label(each.Shape)}.{each.Method}, {each.Setting.Name}");
            return costs.Measure(each.Shape, each.Method, each.Setting);
        })];
        return (measured, tiered);
    });
    foreach (var (group, measured) in nets)
    {
        Screen.Show(group.Title, CostTables.Compile(measured));
        Screen.Show(group.Title, CostTables.Run(measured));
    }

    Screen.Show("AggressiveOptimization", CostTables.Tiering(tiering));
    Console.WriteLine(Conclusion.Of(tiering));
    if (options.Output is { } file)
    {
        File.WriteAllText(file, Report.Write(nets, tiering, options.Quick));
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
