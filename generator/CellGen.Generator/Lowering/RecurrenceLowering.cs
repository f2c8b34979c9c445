using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Lowering;

/// <summary>The forward recurrence of one layer and direction, or of two chains in one loop, for any number of steps, phase by phase.</summary>
internal sealed class RecurrenceLowering(KernelBuilder kernel, NetPlan plan, WidthPlan width, bool tape)
{
    private readonly int _lanes = width.Profile.Lanes;
    private readonly StepPlan _step = plan.StepOf(tape);

    private string? _held;

    /// <summary>What the kernel runs in one loop.</summary>
    public IReadOnlyList<Chain> Chains { get; init; } = Chain.Of(plan);

    /// <summary>Whether h' goes to the output, too.</summary>
    public bool WritesOutput { get; init; } = true;

    /// <summary>Where the projected input is.</summary>
    public ProjectedInput Projected { get; init; } = new();

    /// <summary>Where the input itself is, unit by unit, for equations that read it.</summary>
    public Memory Input { get; init; } = new("projected", plan.Gates.Lanes);

    /// <summary>The kernel.</summary>
    public static KernelForm Lower(NetPlan plan, WidthPlan width, RecurrenceKernel recurrence)
    {
        var kernel = new KernelBuilder();
        new RecurrenceLowering(kernel, plan, width, recurrence.Tape)
        {
            Chains = recurrence.IsPair ? Chain.Pair : Chain.Of(plan),
            Projected = width.ForwardHoldsInput ? new RegisterInput(kernel, plan.Kernels.InputProducts[0], width.Profile) : new ProjectedInput(),
        }.Build();
        return new KernelForm(plan.SignatureOf(recurrence), kernel.Statements);
    }

    /// <summary>One step, from the states and the projected input to the new states and the output.</summary>
    public void BuildPhases()
    {
        foreach (var phase in _step.Phases)
        {
            BuildPhase(phase);
        }
    }

    private void Build()
    {
        if (Chains.Count == 1)
        {
            ParameterReferences.Build(kernel, plan, biases: true);
        }

        if (width.ForwardHoldsInput && plan.Spec.Cell.Bias)
        {
            kernel.LetReference("inputBiases", new Memory("weights", plan.Gates.MatrixLength(plan.Spec.Cell.Input)));
        }

        if (plan.Matrices.Any(StoresSums))
        {
            kernel.Add(new Statement.LetRow("sums", "SumsRow", IsAligned: true));
        }

        if (Chains.Count == 1 && width.HoldsState(tape))
        {
            _held = "held";
            kernel.Comment("The first units of h, from step to step: from memory they would come back later.");
            kernel.Let(_held, new Value.Load(_lanes, "h"));
        }

        kernel.Forever(() =>
        {
            if (width.Alternates)
            {
                kernel.LetTruth("odd", new Truth.HasBits("steps", 1));
            }

            foreach (var chain in Chains)
            {
                foreach (string state in _step.StateNames)
                {
                    kernel.LetReference(chain.Name(state + "Next"), new Memory(chain.Name(state), chain.Name("stateStep")));
                }
            }

            foreach (var chain in Chains)
            {
                BuildStep(chain);
            }

            kernel.Add(new Statement.ReturnAfter("steps"));
            foreach (var chain in Chains)
            {
                BuildAdvance(chain);
            }
        });
    }

    /// <summary>One step of a chain; where there are two, under the names that one alone has.</summary>
    private void BuildStep(Chain chain)
    {
        if (chain.Prefix.Length == 0)
        {
            Projected.Begin();
            BuildPhases();
            return;
        }

        kernel.Comment($"The {chain.Prefix} {(Chains == Chain.Pair ? "layer" : "direction")}.");
        kernel.Block(() =>
        {
            if (plan.Parameters.RecurrentLength > 0)
            {
                kernel.LetReference("parameters", chain.Name("parameters"));
                ParameterReferences.Build(kernel, plan, biases: true);
            }

            List<string> names = [.. _step.StateNames.SelectMany(state => new[] { state, state + "Next" }), "projected", "output"];
            names.AddRange(tape ? ["tape"] : _step.Carried.Count > 0 ? ["carried"] : []);
            names.AddRange(_step.HasMask ? ["mask"] : []);
            names.ForEach(name => kernel.LetReference(name, chain.Name(name)));
            BuildPhases();
        });
        kernel.Pause();
    }

    private void BuildAdvance(Chain chain)
    {
        Advance(Projected.Row);
        foreach (string state in _step.StateNames)
        {
            kernel.Move(chain.Name(state), chain.Name(state + "Next"));
        }

        Advance("output");
        if (tape)
        {
            Advance("tape");
        }

        void Advance(string row) => kernel.Advance(chain.Name(row), chain.Name(row + "Step"));
    }

    /// <summary>Whether the sums of a matrix go through memory: never where one chain is alone in the loop.</summary>
    private bool StoresSums(MatrixPlan matrix) => Chains.Count == 2 && width.Of(matrix).Stored is not null;

    private void BuildPhase(PhasePlan phase)
    {
        var matrix = phase.Product is null ? null : plan.MatrixOf(phase.Product);
        var product = matrix is null || StoresSums(matrix) ? null : width.Of(matrix).Forward;
        var program = new PhaseProgramLowering(kernel, plan, width, phase, tape)
        {
            WritesOutput = WritesOutput,
            Projected = Projected,
            Input = Input,
            Product = product,
            Held = _held,
        };
        if (matrix is null)
        {
            program.BuildUnits();
            return;
        }

        // In training with recurrent dropout the matrix multiplies s where the plan of the matrix, that of inference, says h.
        string operand = phase.Product!.Operand;
        if (!phase.Product.ReadsState)
        {
            var carried = program.Carried(operand);
            operand += "Row";
            kernel.LetReference(operand, carried);
        }

        if (product is null)
        {
            kernel.Run(plan.SignatureOf(new SumsKernel(matrix)), new Argument.Reference("operand", operand));
            kernel.Run(plan.SignatureOf(new UnitsKernel(phase, tape)));
            return;
        }

        var sums = new PhaseSums(phase, matrix, _lanes) { Projected = Projected };
        new ProductLowering(kernel, product, _lanes, plan.Gates.Gates) { Input = Projected.InPanels, Held = _held }.Build(
            [new ProductChain(ParameterNames.Weights(matrix), operand, sums.Initial)], sums.IsEarly, program.BuildGroup);
    }
}
