using System.Text;
using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Planning.Schedules;
using CellGen.Layout;
using static System.FormattableString;

namespace CellGen.Generator.Descriptions;

/// <summary>A plan as text for people: all that is decided before a line of a net is written, on a page.</summary>
internal sealed class PlanText
{
    private readonly StringBuilder _text = new();
    private readonly NetPlan _plan;

    private PlanText(NetPlan plan) => _plan = plan;

    /// <summary>The page.</summary>
    public static string Of(NetPlan plan)
    {
        var page = new PlanText(plan);
        page.WriteNet();
        page.WriteStep("a step", plan.Step);
        if (plan.Training.HasMask)
        {
            page.WriteStep("a step of training", plan.Training);
        }

        page.WriteFlow();
        page.WriteStages();
        page.WriteKernels();
        foreach (var width in plan.Widths)
        {
            page.WriteWidth(width);
        }

        return page._text.ToString();
    }

    private void WriteNet()
    {
        var cell = _plan.Spec.Cell;
        Line($"{_plan.Step.Cell.Title}");
        Row("net", Invariant($"input {_plan.Spec.InputColumns}, hidden {cell.Hidden}, {Count(cell.Layers, "layer")}")
            + (cell.Bidirectional ? ", both directions" : "")
            + (_plan.Spec.Head is { } head ? Invariant($", a head of {Count(head.Output, "output")} over {head.Over}") : ""));
        Row("parameters", Invariant($"{_plan.Parameters.TotalCount} as torch counts them, {_plan.Parameters.PackedLength} packed"));
        Row("gates", Invariant($"{string.Join(" ", _plan.Step.Cell.Gates)}: {Lanes(_plan.Gates)}"));
        foreach (var matrix in _plan.Matrices)
        {
            Row(matrix.TensorText, Invariant($"{Count(matrix.Columns, "column")} of {Lanes(matrix.Layout)}, from {matrix.Weights.Offset}{(matrix.Bias is { } bias ? Invariant($", bias from {bias.Offset}") : "")}"));
        }

        Row("state", Invariant($"{string.Join(" ", _plan.Step.StateNames)}: {_plan.StateFloats} floats"));
        if (_plan.Spec.Network.Training)
        {
            Row("tape", Invariant($"{string.Join(" ", _plan.Training.Taped)}: {_plan.TapeStride} floats a step"));
        }
    }

    private void WriteStep(string title, StepPlan step)
    {
        Line($"\n{title}");
        foreach (var phase in step.Phases)
        {
            Row("product", phase.Product is not { } product ? "none"
                : Invariant($"{product.Name} with {product.Operand}, gates {string.Join(" ", product.Gates)}")
                    + Optional(", added to W x: ", phase.JoinedGates) + Optional(", wanted first: ", phase.EarlyGates)
                    + (phase.SharesGradients ? ", one gradient with W x" : ""));
            Row("  forward", Program(phase.Forward));
            if (_plan.Spec.Network.Training)
            {
                Row("  taped", Program(phase.ForwardTaped));
                Row("  backward", Program(phase.Backward));
            }
        }
    }

    private void WriteFlow()
    {
        var flow = new List<string>
        {
            _plan.Interleaves ? "both directions of a layer in one loop"
                : _plan.PairsLayers(tape: false) ? "two layers in one loop" + (_plan.PairsLayers(tape: true) ? "" : ", without a tape")
                : "one recurrence after the other",
            _plan.Spec.GathersColumns ? "a token selects a column" : Invariant($"input products of {_plan.ChunkSteps} steps at once"),
        };
        Add(_plan.MayLeaveTapeUnread, "without a tape as with one, whose one step nobody reads");
        Add(_plan.RunsAgents, "StepMany runs agents side by side");
        Add(_plan.RunsBatchLanes, "a batch runs sequences side by side");
        Add(_plan.RunsAbreast, Invariant($"{(_plan.RunsAbreastWithoutTape ? "" : "with a tape ")}a batch runs {AbreastSequences.MostOf(_plan)} sequences abreast, and backwards"));
        Add(_plan.Step.FlushesOnUse, "states are flushed where they are read");
        Line($"\nthe whole");
        flow.ForEach(line => Line($"  {line}"));

        void Add(bool holds, string line)
        {
            if (holds)
            {
                flow.Add(line);
            }
        }
    }

    private void WriteStages()
    {
        var stages = new StageText(StackNetwork.NameOf);
        Line($"{stages.Of("forward", _plan.Around.Forward)}");
        if (_plan.Spec.Network.Training)
        {
            Line($"{stages.Of("backward", _plan.Around.Backward)}");
        }
    }

    private void WriteKernels()
    {
        Line($"\nkernels");
        foreach (var kernel in _plan.Kernels.All)
        {
            var (name, what) = Describe(kernel);
            Row("  " + name, what);
        }
    }

    private static (string Name, string What) Describe(Kernel kernel) => kernel switch
    {
        RowProduct product => (product.Name.ToString(), Invariant($"{Columns(product.Columns, product.IsVariable)} of {Lanes(product.Layout)}, {product.Start switch { RowStart.Bias => "with a bias", RowStart.Accumulate => "added or not", _ => "from zero" }}")),
        NarrowProduct narrow => ("Head", Invariant($"narrow: {Count(narrow.Outputs, "column")} of {Lanes(narrow.Layout)}")),
        RecurrenceKernel recurrence => ("Forward" + (recurrence.Tape ? "Taped" : "") + (recurrence.IsPair ? "Pair" : ""), "for any number of steps"),
        StepKernel { Input: null } => ("Step", "its input's product is at hand"),
        StepKernel { Input: { } input } => ("Step", "begins with " + input.Name),
        AgentKernel agents => (agents.Name, Columns(agents.Input.Columns, agents.IsVariable)),
        StartKernel start => (start.Matrix.Product.Name + "Start", "for one step of a sequence"),
        UnitsKernel units => (units.Phase.Product!.Name + "UnitsTaped", "for one step of a sequence"),
        BackwardUnitsKernel units => (units.Phase.Product!.Name + "UnitsBackward", "for one step of a sequence"),
        BackwardKernel => ("Backward", "for any number of steps"),
        WeightGradient gradient => (gradient.Name, Invariant($"{Columns(gradient.Columns, gradient.IsVariable)} of {Lanes(gradient.Layout)}")),
        _ => throw new NotSupportedException(kernel.GetType().Name),
    };

    private static string Columns(int columns, bool isVariable) => isVariable ? "any number of columns" : Count(columns, "column");

    private void WriteWidth(WidthPlan width)
    {
        var profile = width.Profile;
        Line($"\n{profile.Name}: {profile.Target.Machines}");
        Row("budget", Invariant($"{Count(profile.Lanes, "lane")}, {profile.Target.Registers} registers, {profile.Accumulators} sums; {profile.StraightLineBudget} statements written out, {profile.GatedBudget} with two or three gates"));
        foreach (var matrix in width.Matrices)
        {
            string name = matrix.Matrix.Product.Name;
            Row(name, Product(matrix.Forward) + (width.HoldsState(tape: false) ? ", the first numbers of h from a register" : ""));
            if (matrix.Stored is { } stored)
            {
                Row("  two chains", "sums go through memory: " + Schedule(stored.Schedule));
            }

            if (_plan.Spec.Network.Training)
            {
                Row("  transposed", Product(matrix.Transposed) + (matrix.TakesTurns ? ", both directions in turns" : ""));
            }
        }

        foreach (var product in _plan.Kernels.Products)
        {
            Row(product.Name.ToString(), width.Kernels.Contains(product) ? Schedule(width.Of(product).Schedule) + "; " + Tiling(width.Of(product)) : "step by step, in registers");
        }

        foreach (var gradient in _plan.Kernels.WeightGradients)
        {
            Row(gradient.Name, Tiling(width.Of(gradient)));
        }

        if (width.Agents is { } agents)
        {
            string from = agents.FewestAgents == int.MaxValue ? "never worth it" : Invariant($"from {agents.FewestAgents} on");
            Row("agents", Invariant($"{agents.Agents} at once: {agents.Vectors} × {agents.Units} units; {from}"));
            foreach (var step in _plan.Kernels.Agents)
            {
                Row("  " + step.Name, Schedule(agents.InputSchedule(step, agents.Units)));
            }

            if (_plan.Step.Phases[0].Product is { } product)
            {
                Row("  " + product.Name, Schedule(agents.Schedule(agents.Units)));
            }
        }
    }

    private static string Product(ProductPlan plan)
    {
        List<ProductGroup> groups = [.. plan.Groups];
        string passes = groups.Any(group => plan.PassesOf(group).Count > 1) ? ", several passes" : "";
        return Invariant($"{Schedule(plan.Schedule)}; groups of {string.Join(" ", groups.Select(group => Invariant($"{group.VectorLanes.Count}")))} vectors{passes}")
            + (plan.Overlaps ? ", the second begun before the functions of the first" : "")
            + (plan.Alternates ? ", panels in reverse every other step" : "");
    }

    private static string Tiling(RowTiling tiling) => Invariant($"{tiling.Tile} × {tiling.Vectors} vectors; chunks of {Chunks(tiling.Chunks)} lanes")
        + (tiling.Block > 0 ? Invariant($", {tiling.Block} columns for all rows before the next") : "")
        + (tiling.OneRow.Count > 0 && !tiling.OneRow.SequenceEqual(tiling.Chunks) ? $", of {Chunks(tiling.OneRow)} for one row" : "")
        + (tiling.Chunks.Select(run => run.Prefetching).FirstOrDefault(schedule => schedule is not null) is { } schedule
            ? Invariant($", {schedule.Unroll} columns at a time where the next panel is prefetched") : "");

    private static string Chunks(IEnumerable<ChunkRun> chunks) => string.Join(
        " ", chunks.Select(run => Invariant($"{run.Lanes}{(run.Count * run.Panels > 1 ? Invariant($"×{run.Count * run.Panels}") : "")}")));

    private static string Schedule(ColumnSchedule schedule) => Invariant($"{schedule.Partials} partial")
        + (schedule.Together < schedule.Partials ? Invariant($", {schedule.Together} at once") : "")
        + (schedule.IsLoop ? Invariant($", {Count(schedule.Unroll, "column")} at a time") : ", straight-line")
        + schedule.Operand switch
        {
            OperandLoad.Again => ", the operand read again",
            OperandLoad.Fours => ", the operand in fours",
            _ => "",
        };

    private static string Program(ElementwiseProgram program) => program.Outputs.Count == 0 ? "nothing"
        : Invariant($"{Count(program.Instructions.Count(instruction => instruction.Arguments.Length > 0), "operation")} → ")
            + string.Join(" ", program.Outputs.Select(output => output.Kind switch
            {
                OutputKind.NextState => output.Symbol + "'",
                OutputKind.InputGradient => "d(W x)_" + output.Symbol,
                OutputKind.ProductGradient => "d(product)_" + output.Symbol,
                OutputKind.StateGradient or OutputKind.VectorGradient => "d" + output.Symbol,
                _ => output.Symbol,
            }));

    private static string Lanes(LaneLayout layout) =>
        Invariant($"{layout.Lanes} lanes ({layout.Units} × {layout.Gates}{(layout.Lanes > layout.PanelLanes ? Invariant($", panels of {layout.PanelLanes}") : "")})");

    private static string Count(int count, string noun) => Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Optional(string title, IReadOnlyCollection<string> gates) => gates.Count == 0 ? "" : title + string.Join(" ", gates);

    private void Row(string title, string value) => Line($"{title,-23} {value}");

    private void Line(FormattableString line) => _text.Append(Invariant(line)).Append('\n');
}
