using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Lowering;

/// <summary>
/// The element-wise program for some units of a group of agents: a kernel of its own, so that the constants of the activations do
/// not take registers from the products.
/// </summary>
internal sealed class AgentUnitsLowering(NetPlan plan, WidthPlan width)
{
    private readonly AgentPlan _agents = width.Agents!;
    private readonly PhasePlan _phase = plan.Step.Phases[0];
    private readonly int _lanes = width.Profile.Lanes;

    public KernelForm Lower(AgentUnitsKernel units)
    {
        var kernel = new KernelBuilder();

        // An activation is a long chain, and processors look ahead no further than a few: the vectors of a group in turn.
        kernel.For("at", "length", _agents.Agents, () =>
        {
            List<Whole> places = [.. Enumerable.Range(0, _agents.Vectors).Select(vector => (Whole)"at" + (vector * _lanes))];
            var values = new ElementwiseLowering(kernel, _phase.Forward).Build(_lanes, [.. places.Select(SourceOf)], comments: true);
            foreach (var output in _phase.Forward.Outputs)
            {
                for (int vector = 0; vector < places.Count; vector++)
                {
                    var value = values[vector][output.Instruction];
                    kernel.Store(new Memory(output.Symbol == "h" ? "hNext" : output.Symbol, places[vector]), plan.Step.FlushesOnUse ? value : value.Flush());
                }
            }
        });
        return new KernelForm(plan.SignatureOf(units), kernel.Statements);
    }

    /// <summary>What the program reads for the agents at a place.</summary>
    private Func<Instruction, Value> SourceOf(Whole place)
    {
        Value Load(string reference, int distance = 0) => new Value.Load(_lanes, new Memory(reference, place + distance));
        Value Sum(int row) => Load("sums", row * _agents.Agents);
        int Gate(Instruction instruction) => plan.Step.Cell.Gates.IndexOf(instruction.Symbol!);
        return instruction => instruction.Operation switch
        {
            Operation.PreviousState => plan.Step.FlushesOnUse ? Load(instruction.Symbol!).Flush() : Load(instruction.Symbol!),
            Operation.InputProduct => Sum(_phase.Product is null ? _agents.Sums(Gate(instruction)) : _agents.Projected(Gate(instruction))),
            Operation.Input => Load("x"),
            Operation.JoinedProduct or Operation.PhaseProduct => Sum(_agents.Sums(Gate(instruction))),
            Operation.Vector => new Value.Spread(_lanes, new Memory(ParameterNames.Vector(instruction.Symbol!), new Whole.Quotient("at", _agents.Agents))),
            _ => throw new NotSupportedException(instruction.Operation.ToString()),
        };
    }
}
