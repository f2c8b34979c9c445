using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// The kernels of sequences that run abreast, as their forms compute them in double precision one after the other, give the states,
/// tapes and gradients of the equations. (Products over several rows are in <see cref="ProductFormTests"/>.)
/// </summary>
public class AbreastFormTests
{
    private const int Steps = 2;

    private readonly Random _random = new(20141208);

    public static TheoryData<string, string> Cases => KernelNets.With<StartKernel>();

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_step_forward_is_that_of_the_equations(string name, string width)
    {
        var (plan, forms) = FormsOf(name, width);
        var phase = plan.Training.Phases[0];
        var matrix = plan.MatrixOf(phase.Product!);
        var memory = new ForwardChain(plan, tape: true, Chain.Of(plan)[0], Steps, isReversed: false, _random);
        var all = new Dictionary<string, object>(memory.Arguments());
        var parameters = (FormReference)all["parameters"];
        for (int step = 0; step < Steps; step++)
        {
            double[] sums = Unwritten(matrix.Layout);
            var rows = new Dictionary<string, object> { ["sums"] = (FormReference)sums, ["projected"] = Row(all, "projected", "projectedStep", step) };
            foreach (string state in plan.Training.StateNames)
            {
                rows[state] = Row(all, state, "stateStep", step);
                rows[state + "Next"] = Row(all, state, "stateStep", step + 1);
            }

            rows["output"] = Row(all, "output", "outputStep", step);
            rows["tape"] = Row(all, "tape", "tapeStep", step);
            Run(forms.Single(each => each.Kernel is StartKernel).Form, new(rows) { [ParameterNames.Biases(matrix)] = parameters + (matrix.Bias?.Offset ?? 0) });
            Run(
                forms.Single(each => each.Kernel is RowProduct { Name: KernelName.Recurrence }).Form,
                Product(parameters + matrix.Weights.Offset, rows[phase.Product!.Operand], sums, accumulate: true));
            Run(forms.Single(each => each.Kernel is UnitsKernel { IsAbreast: true }).Form, rows);
        }

        memory.Check();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_step_backwards_is_that_of_the_derivatives(string name, string width)
    {
        var (plan, forms) = FormsOf(name, width);
        var phase = plan.Training.Phases[0];
        var memory = new BackwardChain(plan, Chain.Of(plan)[0], Steps, isReversed: false, _random);
        var all = new Dictionary<string, object>(memory.Arguments());
        for (int step = 0; step < Steps; step++)
        {
            var rows = new Dictionary<string, object>();
            foreach (string state in plan.Training.StateNames)
            {
                rows[state] = Row(all, state, "stateStep", step);
                rows[state + "Gradient"] = all[state + "Gradient"];
            }

            rows["tape"] = Row(all, "tape", "tapeStep", step);
            rows["outputGradient"] = Row(all, "outputGradient", "outputStep", step);
            rows["inputGates"] = Row(all, "inputGates", "inputGateStep", step);
            rows["productGates"] = Row(all, "productGates", "productGateStep", step);
            Run(forms.Single(each => each.Kernel is BackwardUnitsKernel).Form, rows);
            Run(
                forms.Single(each => each.Kernel is RowProduct { Name: KernelName.RecurrenceGradient }).Form,
                Product(
                    (FormReference)all["transposed"] + plan.Matrices[0].Transposed.Offset,
                    rows[phase.SharesGradients ? "inputGates" : "productGates"],
                    (FormReference)rows[phase.Product!.Operand + "Gradient"],
                    phase.AddsToGradient));
        }

        memory.Check();
    }

    private static (NetPlan Plan, List<(Kernel Kernel, KernelForm Form)> Forms) FormsOf(string name, string width)
    {
        var (plan, widthPlan) = KernelNets.Of(name, width);
        return (plan, [.. Lowered.Of(plan, widthPlan)]);
    }

    /// <summary>Sums that nobody may read before they are written; the padding is zero, as new memory is.</summary>
    private static double[] Unwritten(LaneLayout layout)
    {
        double[] sums = new double[layout.Lanes];
        for (int unit = 0; unit < layout.Units; unit++)
        {
            for (int gate = 0; gate < layout.Gates; gate++)
            {
                sums[layout.Lane(gate, unit)] = double.NaN;
            }
        }

        return sums;
    }

    private static FormReference Row(Dictionary<string, object> all, string name, string step, int row) => (FormReference)all[name] + ((long)row * (int)all[step]);

    /// <summary>What a product takes for one row.</summary>
    private static Dictionary<string, object> Product(FormReference weights, object input, FormReference output, bool accumulate) => new()
    {
        ["weights"] = weights,
        ["input"] = input,
        ["inputStep"] = 0,
        ["output"] = output,
        ["outputStep"] = 0,
        ["rows"] = 1,
        ["accumulate"] = accumulate,
    };

    private static void Run(KernelForm form, Dictionary<string, object> arguments) => new FormInterpreter().Run(form, arguments);
}
