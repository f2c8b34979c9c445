using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// Forward recurrences, as their forms compute them in double precision, give the states, outputs and tapes of the equations,
/// step by step; with the kernels that they call, in one direction and in both, a layer and two.
/// </summary>
public class RecurrenceFormTests
{
    private readonly Random _random = new(20090704);

    public static TheoryData<string, string> Cases => KernelNets.With<RecurrenceKernel>();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_recurrences_are_the_equations(string name, string width)
    {
        var (plan, widthPlan) = KernelNets.Of(name, width);
        var forms = Lowered.Of(plan, widthPlan).ToList();
        foreach (var (kernel, form) in forms)
        {
            if (kernel is RecurrenceKernel recurrence)
            {
                // One direction of two is either of them.
                var chains = recurrence.IsPair ? Chain.Pair : Chain.Of(plan);
                foreach (bool isReversed in chains[0].IsVariable ? [false, true] : new[] { false })
                {
                    // An odd number of steps and an even one: large matrices are visited in reverse on every other step.
                    int steps = plan.Spec.Cell.Hidden > 40 ? 2 : 3;
                    List<ForwardChain> memory = [.. chains.Select(chain => new ForwardChain(plan, recurrence.Tape, chain, steps, isReversed || chain.IsReverse, _random) { ReadsInput = widthPlan.ForwardHoldsInput })];
                    var interpreter = KernelInterpreter.Of(plan, forms);
                    interpreter.Run(form, new Dictionary<string, object>(memory.SelectMany(chain => chain.Arguments())) { ["steps"] = steps });
                    memory.ForEach(chain => chain.Check());

                    // Lanes of the product with the input that one vector has for a gate, another may have for a second one.
                    long input = widthPlan.ForwardHoldsInput ? (long)plan.Spec.Cell.Input * plan.Gates.UsedLanes : 0;
                    long others = interpreter.MultiplyAdds - (chains.Count * steps * MultiplyAdds(widthPlan, chains.Count));
                    Assert.InRange(others, steps * input, steps * 2 * input);
                }
            }
        }
    }

    /// <summary>The nets have every kind of recurrence, or a kind would be tested no more.</summary>
    [Fact]
    public void Nets_have_every_kind_of_recurrence()
    {
        var kinds = from plan in KernelNets.All
                    from width in plan.Widths
                    from kernel in width.Kernels
                    select kernel switch
                    {
                        RecurrenceKernel recurrence => $"{(recurrence.IsPair ? "pair" : plan.Interleaves ? "both directions" : "chain")}, tape {recurrence.Tape}{(width.HoldsState(recurrence.Tape) ? ", h held" : "")}{(width.ForwardHoldsInput ? ", with the input" : "")}",
                        UnitsKernel units => $"units, tape {units.Tape}",
                        StepKernel { Input: var input } => $"step, variable {input?.IsVariable}, alternates {width.Alternates}, in place {width.StepsInPlace}, as forward {width.StepsAsForward}",
                        AgentKernel agents => $"agents, variable {agents.IsVariable}",
                        _ => "",
                    };
        Assert.Superset(
            new HashSet<string>
            {
                "chain, tape False", "chain, tape True", "both directions, tape False", "both directions, tape True", "pair, tape False", "pair, tape True",
                "chain, tape False, h held, with the input", "chain, tape True, h held, with the input", "chain, tape True, h held",
                "units, tape False", "units, tape True", "agents, variable False", "agents, variable True",
                "step, variable False, alternates True, in place False, as forward False", "step, variable True, alternates False, in place True, as forward False",
                "step, variable , alternates False, in place True, as forward False", "step, variable False, alternates False, in place True, as forward True",
            },
            kinds.ToHashSet());
    }

    /// <summary>The lanes, with padding, of all groups of sums times the columns, of one step.</summary>
    private static long MultiplyAdds(WidthPlan width, int chains) => width.Matrices.Sum(matrix => matrix.Stored is { } stored && chains == 2
        ? (long)stored.Schedule.Columns * stored.Panels.Sum(panels => panels.Count * panels.Groups.Sum(group => group.Count)) * width.Profile.Lanes
        : (long)matrix.Forward.Schedule.Columns * width.Profile.Lanes * matrix.Forward.Panels.Sum(panels =>
            panels.Count * panels.Runs.Sum(run => run.Count * run.Parts * run.Groups.Sum(group => group.VectorLanes.Count))));
}
