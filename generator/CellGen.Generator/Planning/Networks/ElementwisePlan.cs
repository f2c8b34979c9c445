using CellGen.Generator.Equations;
using CellGen.Generator.Model;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>
/// A layer that applies a function to each value: a cell with the one equation x' = f(x), whose gradient is derived as those of
/// cells are. There is no tape: the gradient's program computes again what it reads, from x, which is the row of the layer above.
/// </summary>
internal sealed class ElementwisePlan
{
    /// <param name="size">The number of values in a row.</param>
    /// <param name="nonlinearity">The function.</param>
    /// <param name="network">What of the net is generated.</param>
    public ElementwisePlan(int size, Nonlinearity nonlinearity, NetworkSpec network)
    {
        var x = new State("x", Units.Hidden);
        Expression next = nonlinearity == Nonlinearity.Identity ? new Constant(1) * x : Nonlinearities.Apply(nonlinearity, x);
        next.Name = "x'";
        var step = StepPlan.Create(new Cell("activation", new Symbols("gate", []), [next], [new StateUpdate(x, next)], []), bias: false);
        Equation = step.Cell;
        var phase = step.Phases.Single();
        Kernels = [new ElementwiseKernel("Apply", "The function of each value of some rows.", IsGradient: false, phase.Forward)];
        if (network.Training)
        {
            Kernels = [.. Kernels, new ElementwiseKernel("ApplyGradient", "The gradient of the values of some rows, from that of their function.", IsGradient: true, Recompute(phase))];
        }

        Widths = [.. VectorProfile.Of(network).Select(profile => (profile, (IReadOnlyList<UnitRun>)[.. UnitRun.Of(new LaneLayout(size, 1), profile)]))];
    }

    /// <summary>The equation.</summary>
    public Cell Equation { get; }

    /// <summary>The function of rows, and where there is training its gradient.</summary>
    public IReadOnlyList<ElementwiseKernel> Kernels { get; }

    /// <summary>For each width how a row is cut.</summary>
    public IReadOnlyList<(VectorProfile Profile, IReadOnlyList<UnitRun> Row)> Widths { get; }

    /// <summary>The backward program, in which what a tape would have given is computed again; nothing else of the forward one.</summary>
    private static ElementwiseProgram Recompute(PhasePlan phase)
    {
        var taped = phase.ForwardTaped.Outputs.Where(output => output.Kind == OutputKind.Tape).ToDictionary(output => output.Symbol, output => output.Instruction);
        var all = phase.ForwardTaped.Instructions.ToList();
        int x = all.FindIndex(instruction => instruction.Operation == Operation.PreviousState);
        var places = new List<int>();
        foreach (var instruction in phase.Backward.Instructions)
        {
            if (instruction.Operation is Operation.Taped or Operation.PreviousState)
            {
                places.Add(instruction.Operation == Operation.Taped ? taped[instruction.Symbol!] : x);
                continue;
            }

            places.Add(all.Count);
            all.Add(instruction with { Arguments = [.. instruction.Arguments.Select(argument => places[argument])] });
        }

        var used = new HashSet<int>();
        var outputs = phase.Backward.Outputs.Select(output => output with { Instruction = places[output.Instruction] }).ToList();
        outputs.ForEach(output => Use(output.Instruction));
        int[] kept = [.. used.OrderBy(index => index)];
        return new ElementwiseProgram(
            [.. kept.Select(index => all[index] with { Arguments = [.. all[index].Arguments.Select(argument => Array.IndexOf(kept, argument))] })],
            outputs.ConvertAll(output => output with { Instruction = Array.IndexOf(kept, output.Instruction) }));

        void Use(int index)
        {
            if (used.Add(index))
            {
                Array.ForEach(all[index].Arguments, Use);
            }
        }
    }
}
