using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Lowering;

/// <summary>
/// One step of a layer for a group of agents at once: lanes are agents, a weight is broadcast, so that neither sums nor
/// activations waste a lane. Each sum has the order that Step's has, and so the same bits.
/// </summary>
internal sealed class AgentStepLowering(NetPlan plan, WidthPlan width, AgentKernel step)
{
    private readonly KernelBuilder _kernel = new();
    private readonly VectorProfile _profile = width.Profile;
    private readonly AgentPlan _agents = width.Agents!;
    private readonly LaneLayout _layout = plan.Gates;
    private readonly PhasePlan _phase = plan.Step.Phases[0];
    private readonly Whole _columns = ColumnCount.Of(step.Input.Columns, step.IsVariable);

    public KernelForm Lower()
    {
        var recurrent = new Memory("weights", _layout.Lanes * _columns);
        if (plan.Spec.Cell.Bias)
        {
            _kernel.LetReference("inputBiases", recurrent);
            recurrent = new Memory("inputBiases", _layout.Lanes);
        }

        if (plan.Parameters.RecurrentLength > 0)
        {
            _kernel.LetReference("parameters", recurrent);
        }

        ParameterReferences.Build(_kernel, plan, biases: true);
        _kernel.Comment("The sums of a few units at a time, each weight for all agents; after 16 units at most, their equations.");

        // The blocks of the last panel, of 16 units, 8 and 4, have one loop if there are several sizes.
        var segments = _agents.Segments;
        int last = segments[segments.Count - 1].FirstPanel;
        List<UnitSegment> rest = [.. segments.Where(segment => segment.FirstPanel == last && segment.Panels == 1)];
        bool together = rest.Count > 1 && rest.TrueForAll(segment => segment.Size % _agents.Units == 0);
        foreach (var segment in together ? segments.Except(rest) : segments)
        {
            BuildSegment(segment);
        }

        if (together)
        {
            BuildBlocks(rest);
        }

        return new KernelForm(plan.SignatureOf(step), _kernel.Statements);
    }

    private void BuildBlocks(List<UnitSegment> segments)
    {
        var last = segments[segments.Count - 1];
        int start = last.FirstPanel * _layout.PanelUnits;
        int before = last.FirstPanel * _layout.PanelLanes;
        Whole choice = last.Size;
        foreach (var segment in segments.Take(segments.Count - 1).Reverse())
        {
            choice = new Whole.Choice(new Truth.Less("unit", start + segment.Unit + (segment.Blocks * segment.Size)), segment.Size, choice);
        }

        Whole size = "size";
        Whole unit = "unit";
        _kernel.Add(new Statement.DeclareWhole("size"));
        _kernel.For("unit", start, _layout.Units, size, () =>
        {
            _kernel.Add(new Statement.SetWhole("size", choice));
            var lane = unit * _layout.Gates;
            BuildTiles(new AgentTile(_agents.Units, last.Width, size), size, lane, columns => (before * columns) + lane - before);
            BuildUnits(unit, last.Valid == last.Size ? size : new Whole.Least(size, _layout.Units - unit));
        });
    }

    private void BuildSegment(UnitSegment segment) =>
        _kernel.Repeat("panel", segment.Panels, panel => _kernel.Repeat("block", segment.Blocks, block =>
        {
            int blockLanes = LaneLayout.Block * _layout.Gates;
            int units = Math.Min(_agents.Units, segment.Valid);
            int firstUnit = (segment.FirstPanel * _layout.PanelUnits) + segment.Unit;
            int firstLane = _layout.Lane(0, firstUnit);
            int before = segment.FirstPanel * _layout.PanelLanes;
            BuildTiles(
                new AgentTile(units, segment.Width, segment.Size),
                LaneLayout.RoundUp(segment.Valid, units),
                (panel * _layout.PanelLanes) + (block * blockLanes) + firstLane,
                columns => (panel * (segment.Width * columns)) + (block * blockLanes) + (before * columns) + (firstLane - before));
            BuildUnits((panel * _layout.PanelUnits) + (block * LaneLayout.Block) + firstUnit, segment.Valid);
        }));

    /// <summary>The sums of the units of a block, a tile at a time.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="end">The number of units of the block.</param>
    /// <param name="lane">Its first lane.</param>
    /// <param name="start">Its place in a matrix, of the number of the matrix's columns.</param>
    private void BuildTiles(AgentTile tile, Whole end, Whole lane, Func<Whole, Whole> start) =>
        _kernel.For("part", end, tile.Units, () =>
        {
            Whole part = "part";
            _kernel.LetWhole("lane", lane + part);
            _kernel.LetReference("partSums", new Memory("sums", part * _agents.Agents));
            var product = new AgentProductLowering(_kernel, _profile.Lanes, _agents, tile, _layout.Gates);
            Memory Weights(string matrix, Whole columns) => new(matrix, start(columns) + part);
            product.Build(
                _agents.InputSchedule(step, tile.Units),
                Weights("weights", _columns),
                "x",
                (gate, unit, _) => plan.Spec.Cell.Bias ? Spread(tile.Lane("inputBiases", gate, unit)) : new Value.Zero(_profile.Lanes),
                isLast: _phase.Product is null);
            if (_phase.Product is { } recurrent)
            {
                var matrix = plan.MatrixOf(recurrent);
                product.Store(gate => !IsJoined(gate), _agents.Projected);
                product.Build(
                    _agents.Schedule(tile.Units),
                    Weights(ParameterNames.Weights(matrix), matrix.Columns),
                    "h",
                    (gate, unit, sum) => Initial(matrix, tile, gate, unit, sum),
                    isLast: true);
            }
        });

    private bool IsJoined(int gate) => _phase.JoinedGates.Contains(plan.Step.Cell.Gates[gate]);

    /// <summary>What a recurrent sum starts from, as in the kernels of one agent.</summary>
    private Value Initial(MatrixPlan matrix, AgentTile tile, int gate, int unit, Value projected)
    {
        var bias = matrix.Bias is not null ? Spread(tile.Lane(ParameterNames.Biases(matrix), gate, unit)) : null;
        return PhaseSums.Start(IsJoined(gate) ? projected : null, bias, _profile.Lanes);
    }

    private Value Spread(Memory from) => new Value.Spread(_profile.Lanes, from);

    /// <summary>Runs the equations of some units.</summary>
    private void BuildUnits(Whole unit, Whole units) => _kernel.Add(new Statement.Call(plan.SignatureOf(new AgentUnitsKernel()),
    [
        new Argument.Reference("sums", "sums"),
        .. Signatures.AgentUnitRows(plan).Select(row => new Argument.Reference(row, new Memory(row, unit * _agents.Agents))),
        .. Signatures.AgentUnitVectors(plan).Select(vector => new Argument.Reference(vector, new Memory(vector, unit))),
        new Argument.Number("length", units * _agents.Agents),
    ]));
}
