using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Planning.Schedules;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>Emits the parts of a workspace and of a tape, and their lengths.</summary>
internal sealed class MemoryShapeEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly List<string> _parts = [];
    private readonly ModelSpec _spec = plan.Spec;
    private readonly CellSpec _cell = plan.Spec.Cell;

    private int States => plan.Step.Cell.States.Count;

    private int Recurrences => _cell.Layers * _cell.Directions;

    /// <summary>The number of layers whose outputs are kept: the last one writes to the user, unless a head follows.</summary>
    private int KeptOutputs => _cell.Layers - (_spec.Head is null ? 1 : 0);

    /// <summary>The lanes of the widest transposed weight_ih; 0 where there is none.</summary>
    private int TransposedInputLanes => Math.Max(plan.HasInputGradient ? plan.InputLanes.Lanes : 0, _cell.Layers > 1 ? plan.LayerOutputLanes.Lanes : 0);

    /// <summary>How the scratch memory of a sequence is added to a tape: where some run abreast, each has its own.</summary>
    private string Scratch => plan.RunsAbreast ? "Each" : "Add";

    /// <summary>A factor: 2 where both directions of a layer are at work at once.</summary>
    private string AtOnce => plan.Interleaves ? "2 * " : "";

    public void Emit()
    {
        EmitWorkspace();
        if (_spec.Network.Training)
        {
            writer.Line();
            EmitTape();
        }
    }

    private void EmitWorkspace()
    {
        int chains = Chains(tape: false);
        Add("Projected", $"{(chains == 2 ? "2 * " : "")}ChunkSteps * {LayerText.GateRow(plan)}");
        Add("StateRows", $"{(States > 1 ? Invariant($"{States} * ") : "")}(ChunkSteps + 1) * StateStride", count: chains);
        AddWhere(plan.MayLeaveTapeUnread, "Values", "TapeStride", count: chains);
        AddWhere(!plan.MayLeaveTapeUnread && plan.Step.Carried.Count > 0, "Carried", AtOnce + "CarriedLength");
        AddWhere(_spec.Head is not null || _cell.Layers > 1, "LayerOutputs", perStep: "LayerOutputSize", count: Math.Min(2, _cell.Layers));
        AddShared("Add", "Add");
        string group = plan.RunsBatchLanes ? AddGroup() : plan.RunsAbreastWithoutTape ? AddAbreastRows() : "";
        Write("Workspace", Invariant($"states: {States}{group}"));
    }

    /// <summary>What sequences have that run as lanes; and how many do.</summary>
    private string AddGroup()
    {
        Add("GroupRows", perStep: Invariant($"{Math.Max(_cell.Input, _cell.Directions * _cell.StateSize)}"), count: 2, how: "Group");
        Add("GroupStates", "HiddenSize", count: States, how: "Group");
        Add("GroupSums", Invariant($"{plan.Agents[0].SumRows}"), how: "Group");
        return Invariant($", groupFrom: {plan.Agents.Min(agents => agents.FewestAgents)}, groupLanes: {plan.Agents.Max(agents => agents.Agents)}");
    }

    /// <summary>What sequences have that run abreast without a tape; and how many do.</summary>
    private string AddAbreastRows()
    {
        Add("InputGates", perStep: LayerText.GateRow(plan), how: "Each");
        Add("GroupStates", "2 * StateStride", count: States, how: "Each");
        Add("GroupSums", "TapeStride", how: "Each");
        AddWhere(KeptOutputs > 0, "GroupRows", perStep: "LayerOutputSize", count: Math.Min(2, KeptOutputs), how: "Each");
        AddAbreast();
        return Invariant($", abreast: {AbreastSequences.MostOf(plan)}");
    }

    private void EmitTape()
    {
        string states = States > 1 ? Invariant($"{States} * StateStride") : "StateStride";
        Add("Values", perStep: "TapeStride", count: Recurrences, how: "Keep");
        Add("StateRows", states, states, Recurrences, "Keep");
        AddWhere(KeptOutputs > 0, "LayerOutputs", perStep: "LayerOutputSize", count: KeptOutputs, how: "Keep");
        AddWhere(KeptOutputs > 0, "LayerGradients", perStep: "LayerOutputSize", count: Math.Min(2, KeptOutputs), how: Scratch);
        AddShared("Keep", Scratch);
        Add("Projected", $"{(Chains(tape: true) == 2 ? "2 * " : "")}ChunkSteps * {LayerText.GateRow(plan)}");
        Add("InputGates", perStep: AtOnce + "GateStride", how: Scratch);
        AddWhere(plan.ProductGateLanes > 0, "ProductGates", perStep: AtOnce + "ProductGateStride", how: Scratch);
        Add("StateGradients", "StateStride", count: (plan.Interleaves ? 2 : 1) * States, how: Scratch);
        if (plan.RunsAbreast)
        {
            AddAbreast();
        }

        AddWhere(plan.InnerOperands.Count > 0, "OperandGradients", AtOnce + "OperandGradientLength");
        AddWhere(plan.Training.HasMask, "Masks", "StateStride", count: plan.Interleaves ? 2 : 1);
        AddWhere(plan.Matrices.Count > 0, "TransposedRecurrent", "TransposedLength", count: Recurrences);
        AddWhere(TransposedInputLanes > 0, "TransposedInput", Invariant($"{(long)plan.Gates.Lanes * TransposedInputLanes}"), count: Recurrences);
        AddWhere(_spec.Tokens is { Embedded: true, Frozen: false }, "EmbeddedGradient", perStep: "InputSize", how: Scratch);
        AddRows("CleanGradient", "OutputSize", _spec.OneRow, Scratch);
        if (plan.Head is { } head)
        {
            AddHead(head);
        }

        Write("Tape", Invariant($"states: {States}, isTape: true{(plan.RunsAbreast ? Invariant($", abreast: {AbreastSequences.MostOf(plan)}") : "")}"));
    }

    /// <summary>What each of the sequences that run abreast has for itself, with a tape and without.</summary>
    private void AddAbreast()
    {
        Add("RecurrentSums", Invariant($"{plan.Matrices[0].Layout.Lanes}"), how: "Each");
        Add("SpareState", Invariant($"{plan.PitchOfStates}"), how: "Each");
    }

    private void AddHead(HeadPlan head)
    {
        AddWhere(!head.IsNarrow, "TransposedHead", Invariant($"{(long)head.InputLanes.Lanes * head.Spec.Output}"));
        AddWhere(head.Spec.OneRow, "HeadInputGradient", "LayerOutputSize");
        AddWhere(head.Spec.ReadsInput, "HeadRowGradients", perStep: "HeadColumns");
        if (head.Spec.LogSoftmax)
        {
            AddRows("HeadOutput", "OutputSize", head.Spec.OneRow, "Keep");
            AddRows("HeadGradient", "OutputSize", head.Spec.OneRow);
        }
    }

    /// <summary>The parts that a workspace and a tape have alike.</summary>
    /// <param name="keep">How what Backward reads of them is added.</param>
    /// <param name="scratch">How what is not kept is added.</param>
    private void AddShared(string keep, string scratch)
    {
        AddWhere(_cell.SumsDirections, "Directions", perStep: "DirectionsStep", how: scratch);
        AddWhere(_spec.Tokens is null, "CleanInput", perStep: "InputSize");
        AddWhere(_spec.IsEmbedded, "Embedded", perStep: "InputSize", how: keep);
        AddWhere(_spec.OneRow, "HeadInput", "LayerOutputSize", how: keep);
        AddWhere(_spec.Head is { ReadsInput: true }, "HeadRows", perStep: "HeadColumns", how: keep);
    }

    /// <summary>The number of chains that a forward pass has at work at once.</summary>
    private int Chains(bool tape) => plan.RunsTwoChains(tape) ? 2 : 1;

    private void AddRows(string part, string size, bool oneRow, string how = "Add") => Add(part, oneRow ? size : "", oneRow ? "" : size, how: how);

    /// <summary>A part that some nets have.</summary>
    private void AddWhere(bool condition, string part, string floats = "", string perStep = "", int count = 1, string how = "Add")
    {
        if (condition)
        {
            Add(part, floats, perStep, count, how);
        }
    }

    private void Add(string part, string floats = "", string perStep = "", int count = 1, string how = "Add")
    {
        perStep = perStep.Length == 0 ? "" : $", perStep: {perStep}";
        _parts.Add(Invariant($"    .{how}(MemoryPart.{part}{(floats.Length == 0 ? "" : ", " + floats)}{perStep}{(count == 1 ? "" : $", count: {count}")})"));
    }

    private void Write(string name, string arguments)
    {
        writer.Raw($"public static readonly MemoryShape {name} = new MemoryShape({arguments})\n{string.Join("\n", _parts)};");
        _parts.Clear();
    }
}
