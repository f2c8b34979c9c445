using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits the element-wise program for some units of a group of agents: a method of its own, so that the constants of the
/// activations do not take registers from the products.
/// </summary>
internal sealed class AgentUnitsEmitter(CodeWriter writer, NetPlan plan, WidthPlan width)
{
    private readonly AgentPlan _agents = width.Agents!;
    private readonly PhasePlan _phase = plan.Step.Phases[0];
    private readonly VectorText _text = new(width.Profile, width.Profile.Lanes);

    /// <summary>The statement that runs it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="unit">The C# of the first unit.</param>
    /// <param name="length">The C# of the number of units times the number of agents.</param>
    /// <param name="agents">The number of agents of a group.</param>
    public static string Call(NetPlan plan, string unit, string length, int agents)
    {
        (string, string) At(string row, string place) => (row, unit == "0" ? row : $"Unsafe.Add(ref {row}, {place})");
        return plan.SignatureOf(new AgentUnitsKernel()).Call(
        [
            ("sums", "sums"),
            .. Signatures.AgentUnitRows(plan).Select(row => At(row, Invariant($"({unit}) * {agents}"))),
            .. Signatures.AgentUnitVectors(plan).Select(vector => At(vector, unit)),
            ("length", length),
        ]) + ";";
    }

    public void Emit()
    {
        var program = _phase.Forward;
        writer.Raw(SourceFile.KernelAttribute);
        writer.Open($"private static {plan.SignatureOf(new AgentUnitsKernel()).Declaration()}");

        // An activation is a long chain, and processors look ahead no further than a few: the vectors of a group in turn.
        writer.Open($"for (nuint at = 0; at < length; at += {_agents.Agents})");
        var places = Enumerable.Range(0, _agents.Vectors).Select(vector => new Offset("at", vector * width.Profile.Lanes)).ToList();
        var values = new ElementwiseEmitter(writer, program, _text).Emit([.. places.Select(SourceOf)], comments: true);
        foreach (var output in program.Outputs)
        {
            string target = output.Symbol == "h" ? "hNext" : output.Symbol;
            for (int vector = 0; vector < places.Count; vector++)
            {
                string value = values[vector][output.Instruction];
                writer.Raw(_text.Store(plan.Step.FlushesOnUse ? value : $"Denormals.Flush({value})", target, places[vector]));
            }
        }

        writer.Close();
        writer.Close();
    }

    /// <summary>The C# of what the program reads for the agents at a place.</summary>
    private Func<Instruction, string> SourceOf(Offset place)
    {
        string Sum(int row) => _text.Load("sums", place + (row * _agents.Agents));
        int Gate(Instruction instruction) => plan.Step.GateIndex(instruction.Symbol!);
        return instruction => instruction.Operation switch
        {
            Operation.PreviousState => plan.Step.FlushesOnUse
                ? $"Denormals.Flush({_text.Load(instruction.Symbol!, place)})"
                : _text.Load(instruction.Symbol!, place),
            Operation.InputProduct => Sum(_phase.Product is null ? _agents.Sums(Gate(instruction)) : _agents.Projected(Gate(instruction))),
            Operation.JoinedProduct or Operation.PhaseProduct => Sum(_agents.Sums(Gate(instruction))),
            Operation.Vector => _text.Broadcast(VectorText.Element(
                ParameterNames.Vector(instruction.Symbol!), new Offset(Invariant($"(at / {_agents.Agents})"), 0))),
            _ => throw new NotSupportedException(instruction.Operation.ToString()),
        };
    }
}
