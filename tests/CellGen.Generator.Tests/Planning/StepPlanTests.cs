using CellGen.Generator.Equations;
using CellGen.Generator.Planning;
using CellGen.Generator.Tests.Host;

namespace CellGen.Generator.Tests.Planning;

/// <summary>
/// The element-wise programs of the phases, one after the other, compute what the equations and their gradients say, in double
/// precision; what one reads an earlier one has computed.
/// </summary>
public class StepPlanTests
{
    public static TheoryData<string> Names => TestCells.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_programs_compute_the_equations(string name)
    {
        foreach (bool training in new[] { false, true })
        {
            StepPlan plan = TestCells.PlanOf(name, training);
            foreach (bool tape in new[] { false, true })
            {
                var values = new CellStep(plan.Cell).Forward();
                var (states, memory) = Forward(plan, values, tape);
                Assert.All(plan.Cell.States, update => Same(values[update.Next], states[update.State.Name!]));
                Assert.DoesNotContain(memory, place => place is null);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Backward_programs_compute_the_gradients(string name)
    {
        StepPlan plan = TestCells.PlanOf(name, training: true);
        CellGradient gradient = Differentiation.Derive(plan.Cell);
        var step = new CellStep(plan.Cell);
        var forward = step.Forward();
        double[]?[] tape = Forward(plan, forward, tape: true).Memory;
        var found = new HashSet<(OutputKind Kind, string Symbol, int Phase)>();
        var multiplied = new HashSet<string>();
        foreach (var (phase, index) in plan.Phases.Select((phase, index) => (phase, index)).Reverse())
        {
            double[][] results = ProgramRun.Values(phase.Backward, instruction => instruction.Operation switch
            {
                Operation.StateGradient => step.NextGradients.Single(entry => entry.Key.Name == instruction.Symbol).Value,
                Operation.OperandGradient when multiplied.Contains(instruction.Symbol!) =>
                    step.ThroughMatrices(Operand(instruction.Symbol!), gradient, forward),
                Operation.Taped => tape[plan.Taped.IndexOf(instruction.Symbol!)]!,
                _ => Source(instruction, plan, phase, forward),
            });
            foreach (ProgramOutput output in phase.Backward.Outputs)
            {
                Same(step.Backward(Derived(output, phase), gradient, forward), results[output.Instruction]);
                Assert.True(found.Add((output.Kind, output.Symbol, output.Kind == OutputKind.ProductGradient ? index : 0)), output.Symbol);
            }

            if (phase.Product is { ReadsState: false } product)
            {
                multiplied.Add(product.Operand);
            }
        }

        int shared = plan.Phases.Count(phase => phase.SharesGradients) * plan.Gates;
        Assert.Equal(
            gradient.Affines.Count + gradient.Vectors.Count + gradient.States.Values.Count(derived => derived is not null),
            found.Count + (found.Count(output => output.Kind == OutputKind.InputGradient) == 0 ? shared : 0));

        Expression Operand(string symbol) => plan.Cell.Values().OfType<Affine>()
            .Select(affine => affine.Operand).First(operand => operand?.Name?.Replace("'", "Next", StringComparison.Ordinal) == symbol)!;

        Expression Derived(ProgramOutput output, PhasePlan phase) => output.Kind switch
        {
            OutputKind.InputGradient => gradient.Affines.Single(entry => entry.Key.Source == AffineSource.Input && entry.Key.Gate == output.Symbol).Value,
            OutputKind.ProductGradient => gradient.Affines.Single(entry => entry.Key.Source == phase.Product!.Source && entry.Key.Gate == output.Symbol).Value,
            OutputKind.VectorGradient => gradient.Vectors.Single(entry => entry.Key.Name == output.Symbol).Value,
            _ => gradient.States.Single(entry => entry.Key.Name == output.Symbol).Value!,
        };
    }

    /// <summary>A step forward, with memory as generated code has it: each value at its place on the tape, or in the scratch memory.</summary>
    private static (Dictionary<string, double[]> States, double[]?[] Memory) Forward(StepPlan plan, Dictionary<Expression, double[]> values, bool tape)
    {
        Symbols places = tape ? plan.Taped : plan.Carried;
        var memory = new double[]?[places.Count];
        var states = new Dictionary<string, double[]>();
        foreach (PhasePlan phase in plan.Phases)
        {
            ElementwiseProgram program = tape ? phase.ForwardTaped : phase.Forward;
            double[][] results = ProgramRun.Values(program, instruction => instruction.Operation == Operation.Carried
                ? memory[places.IndexOf(instruction.Symbol!)]!
                : Source(instruction, plan, phase, values));
            foreach (ProgramOutput output in program.Outputs)
            {
                if (output.Kind == OutputKind.NextState)
                {
                    states.Add(output.Symbol, results[output.Instruction]);
                }
                else
                {
                    memory[places.IndexOf(output.Symbol)] = results[output.Instruction];
                }
            }
        }

        return (states, memory);
    }

    /// <summary>What an instruction reads that no phase has computed.</summary>
    private static double[] Source(Instruction instruction, StepPlan plan, PhasePlan phase, Dictionary<Expression, double[]> values)
    {
        double[] Product(AffineSource source) =>
            values.Single(entry => entry.Key is Affine affine && affine.Source == source && affine.Gate == instruction.Symbol).Value;
        return instruction.Operation switch
        {
            // Where one accumulator adds up both, neither can be read alone.
            Operation.InputProduct or Operation.PhaseProduct when phase.JoinedGates.Contains(instruction.Symbol!) => [double.NaN],
            Operation.InputProduct => Product(AffineSource.Input),
            Operation.PhaseProduct => Product(phase.Product!.Source),
            Operation.JoinedProduct => [.. Product(AffineSource.Input).Zip(Product(AffineSource.Hidden), (wx, uh) => wx + uh)],
            Operation.PreviousState => values.Single(entry => entry.Key is State state && state.Name == instruction.Symbol).Value,
            Operation.Vector => values.Single(entry => entry.Key is Parameter vector && vector.Name == instruction.Symbol).Value,
            Operation.Mask => values.Single(entry => entry.Key is Mask).Value,
            _ => throw new NotSupportedException($"{instruction.Operation} {instruction.Symbol} of {plan.Cell.Title}"),
        };
    }

    private static void Same(double[] expected, double[] actual)
    {
        for (int i = 0; i < Math.Max(expected.Length, actual.Length); i++)
        {
            Assert.Equal(expected[i % expected.Length], actual[i % actual.Length], tolerance: 1e-12);
        }
    }
}
