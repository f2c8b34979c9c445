using System.Globalization;
using CellGen.Cost.Running;
using CellGen.Cost.Shapes;

namespace CellGen.Cost.Reporting;

/// <summary>Numbers into tables.</summary>
internal static class CostTables
{
    /// <summary>What is generated and compiled.</summary>
    public static CostTable Compile(IEnumerable<NetCost> nets) => new(
        "Compile time",
        ["net", "lines", "characters", "generator ms", "csc ms", "assembly KB", "largest method", "IL bytes", "locals"],
        [.. nets.Select(net => (string[])
        [
            ShapeCatalog.Label(net.Shape),
            Number(net.Compile.Lines),
            Number(net.Compile.Characters),
            Number(net.Compile.GeneratorMilliseconds),
            Number(net.Compile.CompilerMilliseconds),
            Kilobytes(net.Compile.AssemblyBytes),
            net.Compile.LargestMethod,
            Number(net.Compile.LargestBytes),
            Number(net.Compile.LargestLocals),
        ])]);

    /// <summary>What the JIT does, and how fast it is.</summary>
    public static CostTable Run(IEnumerable<NetCost> nets) => new(
        "Run time",
        ["net", "methods", "JIT ms", "code KB", "largest method", "its JIT ms", "its KB", "new ms", "first Step ms", "first Forward ms", "Step ns", "Forward ns a step"],
        [.. nets.Select(net => (string[])
        [
            ShapeCatalog.Label(net.Shape),
            Number(net.Jit.Methods),
            Number(net.Jit.Milliseconds),
            Kilobytes(net.Jit.Bytes),
            net.Jit.Largest,
            Number(net.Jit.LargestMilliseconds),
            Kilobytes(net.Jit.LargestBytes),
            Number(net.Forward.NewMilliseconds),
            Optional(net.Step, cost => cost.FirstMilliseconds),
            Number(net.Forward.FirstMilliseconds),
            Optional(net.Step, cost => cost.Nanoseconds),
            Number(net.Forward.Nanoseconds / ShapeCatalog.Steps(net.Shape)),
        ])]);

    /// <summary>The settings of tiered compilation.</summary>
    public static CostTable Tiering(IEnumerable<TieringCost> costs) => new(
        "Settings",
        ["net", "method", "setting", "first call ms", "first calls ms", "steady after ms", "ns a step"],
        [.. costs.Select(cost => (string[])
        [
            ShapeCatalog.Label(cost.Shape),
            cost.Method,
            cost.Setting.Name,
            Number(cost.Cost.FirstMilliseconds),
            Number(cost.Cost.BeginningMilliseconds),
            Number(cost.Cost.SteadyMilliseconds),
            Number(cost.Cost.Nanoseconds / (cost.Method == "Step" ? 1 : ShapeCatalog.Steps(cost.Shape))),
        ])]);

    /// <summary>Three significant digits, and no exponent.</summary>
    public static string Number(double value) =>
        value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Kilobytes(int bytes) => Number(bytes / 1024.0);

    private static string Optional(CallCost? cost, Func<CallCost, double> value) => cost is null ? "–" : Number(value(cost));
}
