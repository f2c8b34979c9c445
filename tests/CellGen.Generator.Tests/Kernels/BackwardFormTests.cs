using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// The backward recurrence, as its form computes it in double precision, gives the gradients of gates, states and vectors that
/// flow back through the equations; of small nets some of them are compared with difference quotients, too.
/// </summary>
public class BackwardFormTests
{
    private readonly Random _random = new(19741109);

    public static TheoryData<string, string> Cases => KernelNets.With<BackwardKernel>();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_flow_back_through_the_equations(string name, string width)
    {
        var (plan, widthPlan) = KernelNets.Of(name, width);
        var (_, form) = Lowered.Of(plan, widthPlan).Single(each => each.Kernel is BackwardKernel);
        var chains = Chain.Of(plan);
        foreach (bool isReversed in chains[0].IsVariable ? [false, true] : new[] { false })
        {
            int steps = plan.Spec.Cell.Hidden > 40 ? 2 : 3;
            List<BackwardChain> memory = [.. chains.Select(chain => new BackwardChain(plan, chain, steps, isReversed || chain.IsReverse, _random))];
            new FormInterpreter().Run(form, new Dictionary<string, object>(memory.SelectMany(chain => chain.Arguments())) { ["steps"] = steps });
            memory.ForEach(chain => chain.Check());
            if (plan.Spec.Cell.Hidden <= 20)
            {
                memory.ForEach(chain => chain.CheckDifferences());
            }
        }
    }
}
