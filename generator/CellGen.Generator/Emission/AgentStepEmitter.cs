using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Layout;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits one step of a layer for a group of agents at once: lanes are agents, a weight is broadcast, so that neither sums nor
/// activations waste a lane. Each sum has the order that Step's has, and so the same bits.
/// </summary>
internal sealed class AgentStepEmitter
{
    private readonly CodeWriter _writer;
    private readonly NetPlan _plan;
    private readonly WidthPlan _width;
    private readonly VectorProfile _profile;
    private readonly AgentPlan _agents;
    private readonly PhasePlan _phase;
    private readonly VectorText _text;

    public AgentStepEmitter(CodeWriter writer, NetPlan plan, WidthPlan width)
    {
        _writer = writer;
        _plan = plan;
        _width = width;
        _profile = width.Profile;
        _agents = width.Agents!;
        _phase = plan.Step.Phases[0];
        _text = new VectorText(width.Profile, width.Profile.Lanes);
    }

    public void Emit(AgentKernel kernel)
    {
        _writer.Raw(SourceFile.KernelAttribute);
        _writer.Raw($"public override {_plan.SignatureOf(kernel).Declaration()}");
        _writer.Open();
        string recurrent = "weights";
        string length = Times(kernel, _plan.Gates.Lanes);
        if (_plan.Spec.Cell.Bias)
        {
            _writer.Raw($"ref float inputBiases = ref Unsafe.Add(ref weights, {length});");
            (recurrent, length) = ("inputBiases", Invariant($"{_plan.Gates.Lanes}"));
        }

        if (_plan.Parameters.RecurrentLength > 0)
        {
            _writer.Raw($"ref float parameters = ref Unsafe.Add(ref {recurrent}, {length});");
        }

        ParameterReferences.Emit(_writer, _plan, biases: true);
        _writer.Raw("// The sums of a few units at a time, each weight for all agents; after 16 units at most, their equations.");

        // The blocks of the last panel, of 16 units, 8 and 4, have one loop if there are several sizes.
        var segments = _agents.Segments;
        int last = segments[segments.Count - 1].FirstPanel;
        List<UnitSegment> rest = [.. segments.Where(segment => segment.FirstPanel == last && segment.Panels == 1)];
        bool together = rest.Count > 1 && rest.TrueForAll(segment => segment.Size % _agents.Units == 0);
        foreach (var segment in together ? segments.Except(rest) : segments)
        {
            EmitSegment(kernel, segment);
        }

        if (together)
        {
            EmitBlocks(kernel, rest);
        }

        _writer.Close();
    }

    private void EmitBlocks(AgentKernel kernel, List<UnitSegment> segments)
    {
        var layout = _plan.Gates;
        int start = segments[0].FirstPanel * layout.PanelUnits;
        int before = segments[0].FirstPanel * layout.PanelLanes;
        string size = string.Concat(segments.Take(segments.Count - 1).Select(segment =>
            Invariant($"unit < {start + segment.Unit + (segment.Blocks * segment.Size)} ? {segment.Size} : "))) + Invariant($"{segments[segments.Count - 1].Size}");
        _writer.Raw(Invariant($"for (nuint unit = {start}, size; unit < {layout.Units}; unit += size)"));
        _writer.Open();
        _writer.Raw($"size = {size}u;");
        string lanes = Invariant($"(unit * {layout.Gates})") + (before > 0 ? Invariant($" - {before}") : "");
        EmitTiles(
            kernel,
            new AgentTile(_agents.Units, segments[0].Width, Size: null),
            "size",
            Invariant($"(unit * {layout.Gates})"),
            times => (before > 0 ? times(before) + " + " : "") + (before > 0 ? $"(nint)({lanes})" : $"(nint){lanes}"));
        int valid = segments[segments.Count - 1].Valid;
        string units = valid == segments[segments.Count - 1].Size ? "size" : Invariant($"Math.Min(size, {layout.Units} - unit)");
        _writer.Raw(AgentUnitsEmitter.Call(_plan, "unit", Invariant($"{units} * {_agents.Agents}"), _agents.Agents));
        _writer.Close();
    }

    private void EmitSegment(AgentKernel kernel, UnitSegment segment)
    {
        int gates = _plan.Gates.Gates;
        int units = Math.Min(_agents.Units, segment.Valid);
        bool panels = segment.Panels > 1;
        bool blocks = segment.Blocks > 1;
        if (panels)
        {
            _writer.Open($"for (nuint panel = 0; panel < {segment.Panels}; panel++)");
        }

        if (blocks)
        {
            _writer.Open($"for (nuint block = 0; block < {segment.Blocks}; block++)");
        }

        string Place(int perPanel, int perBlock, int constant) => string.Join(" + ", new[]
        {
            panels ? Invariant($"(panel * {perPanel})") : null,
            blocks ? Invariant($"(block * {perBlock})") : null,
            constant > 0 || !(panels || blocks) ? Invariant($"{constant}") : null,
        }.Where(term => term is not null));

        int firstUnit = (segment.FirstPanel * _plan.Gates.PanelUnits) + segment.Unit;
        int inPanel = _plan.Gates.Lane(0, firstUnit) - (segment.FirstPanel * _plan.Gates.PanelLanes);
        string Start(Func<int, string> times)
        {
            int before = segment.FirstPanel * _plan.Gates.PanelLanes;
            return string.Join(" + ", new[]
            {
                panels ? $"((nint)panel * {times(segment.Width)})" : null,
                blocks ? Invariant($"((nint)block * {LaneLayout.Block * gates})") : null,
                before > 0 ? times(before) : null,
                inPanel > 0 ? Invariant($"{inPanel}") : null,
            }.Where(term => term is not null));
        }

        EmitTiles(
            kernel,
            new AgentTile(units, segment.Width, segment.Size),
            Invariant($"{LaneLayout.RoundUp(segment.Valid, units)}"),
            Place(_plan.Gates.PanelLanes, LaneLayout.Block * gates, _plan.Gates.Lane(0, firstUnit)),
            Start);
        _writer.Raw(AgentUnitsEmitter.Call(
            _plan, Place(_plan.Gates.PanelUnits, LaneLayout.Block, firstUnit), Invariant($"{segment.Valid * _agents.Agents}"), _agents.Agents));
        for (int depth = (panels ? 1 : 0) + (blocks ? 1 : 0); depth > 0; depth--)
        {
            _writer.Close();
        }
    }

    /// <summary>The sums of the units of a block, a tile at a time.</summary>
    /// <param name="input">What the layer reads.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="end">The C# of the number of units of the block.</param>
    /// <param name="lane">The C# of its first lane.</param>
    /// <param name="start">The C# of its place in a matrix, of the C# of a number times the matrix's columns.</param>
    private void EmitTiles(AgentKernel kernel, AgentTile tile, string end, string lane, Func<Func<int, string>, string> start)
    {
        _writer.Raw(Invariant($"for (nuint part = 0; part < {end}; part += {tile.Units})"));
        _writer.Open();
        _writer.Raw($"nuint lane = {lane} + part;");
        _writer.Raw(Invariant($"ref float partSums = ref Unsafe.Add(ref sums, part * {_agents.Agents});"));
        var product = new AgentProductEmitter(_writer, _text, _profile, _agents, tile, _plan.Gates.Gates);
        string InputBias(int gate, int unit) =>
            _plan.Spec.Cell.Bias ? _text.Broadcast(tile.Lane("inputBiases", gate, unit)) : _text.Zero;
        product.Emit(
            "weights", start(factor => Times(kernel, factor)), "x", kernel.IsVariable ? null : kernel.Input.Columns, _width.PartialsOf(kernel.Input), (gate, unit, _) => InputBias(gate, unit));
        if (_phase.Product is { } recurrent)
        {
            var matrix = _plan.MatrixOf(recurrent);
            product.Store(gate => !IsJoined(gate), _agents.Projected);
            product.Emit(
                ParameterNames.Weights(matrix), start(factor => Invariant($"{factor * matrix.Columns}")), "h", matrix.Columns, _agents.Partials,
                (gate, unit, sum) => Initial(matrix, tile, gate, unit, sum));
        }

        product.Store(_ => true, _agents.Sums);
        _writer.Close();
    }

    private bool IsJoined(int gate) => _phase.JoinedGates.Contains(_plan.Step.Cell.Gates[gate]);

    /// <summary>What a recurrent sum starts from, as in the kernels of one agent.</summary>
    private string Initial(MatrixPlan matrix, AgentTile tile, int gate, int unit, string projected)
    {
        string? bias = matrix.Bias is not null ? _text.Broadcast(tile.Lane(ParameterNames.Biases(matrix), gate, unit)) : null;
        return (IsJoined(gate), bias) switch
        {
            (true, null) => projected,
            (true, _) => $"{projected} + {bias}",
            (false, null) => _text.Zero,
            _ => bias!,
        };
    }

    /// <summary>The C# of so many times the number of columns.</summary>
    private static string Times(AgentKernel kernel, int factor) =>
        kernel.IsVariable ? Invariant($"({factor} * columns)") : Invariant($"{factor * kernel.Input.Columns}");
}
