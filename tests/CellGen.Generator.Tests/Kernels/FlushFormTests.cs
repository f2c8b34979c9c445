using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// States and gradients that decay become zero before they become denormal: from one tiny number in each lane, and zeros
/// elsewhere, no recurrence makes another.
/// </summary>
public class FlushFormTests
{
    /// <summary>What is smaller is to be zero.</summary>
    private static readonly double Smallest = Math.Pow(2, -96);

    /// <summary>Smaller than that, but no denormal yet.</summary>
    private static readonly double Tiny = Smallest / 2;

    public static TheoryData<string, string> Recurrences => KernelNets.With<RecurrenceKernel>(mostUnits: 20);

    public static TheoryData<string, string> Backwards => KernelNets.With<BackwardKernel>(mostUnits: 20);

    [Theory]
    [MemberData(nameof(Recurrences))]
    public void No_state_is_tiny(string name, string width)
    {
        var (plan, widthPlan) = KernelNets.Of(name, width);
        var forms = Lowered.Of(plan, widthPlan).ToList();
        foreach (var (kernel, form) in forms)
        {
            if (kernel is RecurrenceKernel recurrence)
            {
                // States are cut off as they are read; in a cell that reads none unit by unit, as they are stored.
                var step = plan.StepOf(recurrence.Tape);
                var arguments = Arguments(form, plan, name => name == "projected" ? (step.FlushesOnUse ? 0 : Tiny) : step.StateNames.Contains(name) && step.FlushesOnUse ? Tiny : 0);
                KernelInterpreter.Of(plan, forms).Run(form, arguments);
                foreach (var (parameter, part) in Named(arguments, plan, ""))
                {
                    AssertNotTiny(parameter, ((double[])arguments[parameter])[plan.StateStride..], plan.SizeOf(part.Units));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Backwards))]
    public void No_gradient_of_a_state_is_tiny(string name, string width)
    {
        var (plan, widthPlan) = KernelNets.Of(name, width);
        var (_, form) = Lowered.Of(plan, widthPlan).Single(each => each.Kernel is BackwardKernel);

        // So small a weight that the sum over all units and gates is smaller still.
        var arguments = Arguments(form, plan, name => name switch
        {
            "transposed" => 1.0 / 1024,
            "tape" => 0.5,
            _ => name.EndsWith("Gradient", StringComparison.Ordinal) && name != "outputGradient" ? Tiny : 0,
        });
        new FormInterpreter().Run(form, arguments);
        foreach (var (parameter, part) in Named(arguments, plan, "Gradient"))
        {
            AssertNotTiny(parameter, (double[])arguments[parameter], plan.SizeOf(part.Units));
        }
    }

    private static void AssertNotTiny(string what, double[] row, int units) => Assert.All(
        row[..units], (value, unit) => Assert.True(value == 0 || Math.Abs(value) >= Smallest, $"{what}, unit {unit} is {value}"));

    /// <summary>The states, or what belongs to them, of all chains.</summary>
    private static IEnumerable<(string Parameter, StatePart Part)> Named(Dictionary<string, object> arguments, NetPlan plan, string suffix) =>
        from part in plan.StateParts
        from prefix in new[] { "", "forward", "reverse", "lower", "upper" }
        let name = Identifier.Prefixed(prefix, part.Name + suffix)
        where arguments.ContainsKey(name)
        select (name, part);

    /// <summary>Memory of one step that is large enough for everything, each full of one number; vectors are ones, so that they hide nothing.</summary>
    private static Dictionary<string, object> Arguments(KernelForm form, NetPlan plan, Func<string, double> value)
    {
        var arguments = new Dictionary<string, object>();
        foreach (var parameter in form.Signature.Parameters)
        {
            arguments.Add(parameter.Name, parameter switch
            {
                { Kind: ParameterKind.Reference } => Full(parameter.Name),
                { Name: "steps" } => 1,
                _ => plan.StateStride,
            });
        }

        return arguments;

        double[] Full(string parameter)
        {
            string name = new[] { "forward", "reverse", "lower", "upper" }.Where(prefix => parameter.StartsWith(prefix, StringComparison.Ordinal))
                .Select(prefix => Identifier.Uncapitalize(parameter[prefix.Length..])).FirstOrDefault(parameter);
            double[] memory = new double[plan.Parameters.RecurrentLength + plan.TransposedLength + plan.TapeStride + (2 * plan.Gates.Lanes) + plan.ProductGateLanes + 256];
            Array.Fill(memory, value(name));
            if (name == "parameters")
            {
                memory.AsSpan(plan.Parameters.VectorOffset).Fill(1);
            }

            return memory;
        }
    }
}
