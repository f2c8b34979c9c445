using System.Text;
using CellGen.Compare.Machines;
using CellGen.Cost.Shapes;

namespace CellGen.Cost.Reporting;

/// <summary>COST.md.</summary>
internal static class Report
{
    /// <summary>The text.</summary>
    public static string Write(IReadOnlyList<(ShapeGroup Group, IReadOnlyList<NetCost> Nets)> groups, IReadOnlyList<TieringCost> tiering, bool quick)
    {
        var text = new StringBuilder("# What a net costs\n\n");
        text.Append("Written by `dotnet run -c Release --project bench/CellGen.Cost -- --output bench/COST.md`. Smaller is better everywhere.\n\n");
        text.Append(quick ? "**A quick run, for trying out: these are no results.**\n\n" : "");
        foreach (var (group, nets) in groups)
        {
            text.Append($"## {group.Title}\n\n").Append(CostTables.Compile(nets).Markdown).Append(CostTables.Run(nets).Markdown);
        }

        text.Append("## Is AggressiveOptimization right?\n\n").Append(Conclusion.Of(tiering)).Append("\n\n");
        text.Append(CostTables.Tiering(tiering).Markdown);
        text.Append(Notes);
        Machine machine = Machine.Read();
        text.Append($"## The machine\n\n- {machine.Processor}, {machine.Family}; {string.Join(", ", machine.Features)}; {Environment.ProcessorCount} cores\n");
        text.Append($"- {string.Join(", ", machine.Caches)}\n- {machine.System}; {machine.Runtime}\n");
        text.Append($"- Roslyn {typeof(Microsoft.CodeAnalysis.Compilation).Assembly.GetName().Version!.ToString(3)}; CellGen {typeof(RecurrentCellAttribute).Assembly.GetName().Version!.ToString(3)}\n");
        return text.ToString();
    }

    private static string Notes => $"""
        ## How each column is measured

        - Lines, characters: all generated files of the net, of all widths.
        - Generator ms: a new driver runs the generator on a compilation with the net alone, and the result is parsed; csc ms: from syntax trees to the assembly. Medians of {3 * Measurement.Repeats} and {Measurement.Repeats} in a warm process, which gets warmer still from table to table: a net that is in the first and in the last shows by how much.
        - Assembly KB: the net alone. Largest method: the one with the most IL, of any width.
        - Methods, JIT ms, code KB: all methods with AggressiveOptimization that this machine may run, of its own vector width, prepared one after the other in a fresh process; times and sizes from the runtime's events MethodJittingStarted and MethodLoadVerbose.
        - New ms: `new Net(seed)` with a workspace; first Step ms, first Forward ms: the first call in a fresh process, medians of {Measurement.Repeats} processes. Sequences have 100 steps, from 512 units on 20.
        - Step ns, Forward ns a step: the same processes when warm, medians of 9 repeats of 10 ms.
        - Settings: fresh processes, medians of {Measurement.Repeats}; "first calls" are the first {Measurement.FirstSteps} Steps, or the first {Measurement.FirstForwards} Forwards; "steady after" is the time from the first call to the first stretch of calls (25 blocks of 0.2 ms or more) whose median is within 1.25 times the warm speed. "As generated": the hot methods have AggressiveOptimization. All others: it is taken out of the generated text before it is compiled; "no PGO" is DOTNET_TieredPGO=0, "no quick JIT for loops" DOTNET_TC_QuickJitForLoops=0, "not tiered" DOTNET_TieredCompilation=0.
        - No process is pinned to a core: where there are two, the JIT's background thread has one of its own.


        """;
}
