using CellGen.Generator.Planning.Schedules;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>The kernels that a model needs, and which of them serve several matrices.</summary>
internal sealed class KernelSet
{
    private readonly IReadOnlyList<WeightGradient> _matrices;

    public KernelSet(NetPlan plan)
    {
        var spec = plan.Spec;
        List<RowProduct> products = [.. ForwardProducts(plan), .. spec.Network.Training ? BackwardProducts(plan) : [], .. plan.RunsAbreast ? AbreastProducts(plan) : []];
        Products = ShareProducts(products);
        if (spec.HasStep)
        {
            var steps = Products.Where(product => product.IsVariable || IsInput(product)).Select(input => new StepKernel(input));

            // The product of a token is at hand; of the layers, only those above it have a product.
            Steps = spec.Tokens is null ? [.. steps] : [new StepKernel(null), .. steps.Where(step => step.Input!.Name != KernelName.ProjectInput)];
        }

        _matrices = spec.Network.Training ? [.. Gradients(plan)] : [];
        WeightGradients = ShareGradients([.. _matrices]);
        InputProducts = [.. products.Where(IsInput)];
        Agents = plan.UsesAgents ? AgentKernel.Of(InputProducts) : [];
        Recurrences = [.. RecurrenceKernel.Of(plan)];
        Backward = spec.Network.Training ? [BackwardKernel.Of(plan)] : [];
        Abreast = plan.RunsAbreast ? [.. AbreastKernels(plan)] : [];
        Heads = plan.Head?.Narrow is { } narrow ? [narrow] : [];
        All = [.. Products, .. Heads, .. Recurrences, .. Steps, .. Agents, .. Backward, .. Abreast, .. WeightGradients];
    }

    /// <summary>The kernels whose lanes are agents.</summary>
    public IReadOnlyList<AgentKernel> Agents { get; }

    /// <summary>All kernels, in the order in which they are written.</summary>
    public IReadOnlyList<Kernel> All { get; }

    /// <summary>The products with the input of the first layer and of those above, each for itself.</summary>
    public IReadOnlyList<RowProduct> InputProducts { get; }

    public IReadOnlyList<RowProduct> Products { get; }

    /// <summary>The head, where it is narrow; where it is not, it is among the products.</summary>
    public IReadOnlyList<NarrowProduct> Heads { get; }

    /// <summary>The forward recurrences, without a tape and with it, of one layer and of two.</summary>
    public IReadOnlyList<RecurrenceKernel> Recurrences { get; }

    /// <summary>The backward recurrence, where there is training.</summary>
    public IReadOnlyList<BackwardKernel> Backward { get; }

    /// <summary>What a step of sequences that run abreast needs beside products over rows.</summary>
    public IReadOnlyList<Kernel> Abreast { get; }

    /// <summary>The fused steps of a stream.</summary>
    public IReadOnlyList<StepKernel> Steps { get; } = [];

    public IReadOnlyList<WeightGradient> WeightGradients { get; }

    /// <summary>The product over rows of that name, which the model has.</summary>
    public RowProduct Product(KernelName name) => Products.Single(product => product.Name == name);

    /// <summary>The weight gradient of that name, which the model has.</summary>
    public WeightGradient Gradient(string name) => WeightGradients.Single(gradient => gradient.Name == name);

    /// <summary>Whether one kernel multiplies the input of all layers.</summary>
    public bool SharesInputProducts => Products.Any(product => product.IsVariable);

    /// <summary>Whether one kernel adds the gradients of weight_ih of all layers.</summary>
    public bool SharesInputGradients => InputProducts.Count > 1
        && ColumnsOfShared(nameof(KernelName.InputWeightGradient)) is not null && ColumnsOfShared(nameof(KernelName.LayerWeightGradient)) is not null;

    /// <summary>The number of columns of a matrix whose gradient the shared kernel adds; null where it has a kernel of its own.</summary>
    public int? ColumnsOfShared(string gradient) => _matrices.Except(WeightGradients).FirstOrDefault(matrix => matrix.Name == gradient)?.Columns;

    private static IEnumerable<RowProduct> ForwardProducts(NetPlan plan)
    {
        var cell = plan.Spec.Cell;
        var start = cell.Bias ? RowStart.Bias : RowStart.Zero;
        if (!plan.Spec.GathersColumns)
        {
            yield return new(
                KernelName.ProjectInput, "W x + b_ih of the first layer, for many steps at once.", plan.Gates, cell.Input, start);
        }

        if (cell.Layers > 1)
        {
            yield return new(
                KernelName.ProjectLayer, "W x + b_ih of a layer that reads the one below, for many steps at once.", plan.Gates, cell.LayerOutput, start);
        }

        if (plan.Head is { IsNarrow: false } head)
        {
            yield return new(KernelName.Head, HeadPlan.Summary, head.Layout, head.Columns, head.Spec.Bias ? RowStart.Bias : RowStart.Zero);
        }
    }

    private static IEnumerable<RowProduct> BackwardProducts(NetPlan plan)
    {
        RowProduct OfGates(KernelName name, string summary, LaneLayout output) =>
            new(name, summary + ": W transposed times the gradients of the gates.", output, plan.Gates.Lanes, RowStart.Accumulate)
            {
                UsedColumns = plan.Gates.UsedLanes,
                FillsTiles = true,
            };
        if (plan.HasInputGradient)
        {
            yield return OfGates(KernelName.InputGradient, "The gradient of the input", plan.InputLanes);
        }

        if (plan.Spec.Cell.Layers > 1)
        {
            yield return OfGates(KernelName.LayerGradient, "The gradient of the layer below", plan.LayerOutputLanes);
        }

        if (plan.Head is { } head)
        {
            yield return new(
                KernelName.HeadInputGradient, "The gradient of what the head reads: V transposed times the gradient of the output.", head.InputLanes, head.Spec.Output, RowStart.Zero)
            {
                FillsTiles = !head.Spec.OneRow,
            };
        }
    }

    /// <summary>
    /// The products of the recurrence where sequences run abreast: forward onto what the sums begin with, backward onto the gradient so
    /// far. Where lengths differ there may be a row or two left over at each step: tiles are not filled up.
    /// </summary>
    private static IEnumerable<RowProduct> AbreastProducts(NetPlan plan)
    {
        var matrix = plan.Matrices[0];
        yield return new(KernelName.Recurrence, $"The product with {matrix.TensorText} of one step, for a row of each sequence.", matrix.Layout, matrix.Columns, RowStart.Accumulate)
        {
            IsRecurrent = true,
            MostRows = AbreastSequences.MostOf(plan),
        };
        yield return new(
            KernelName.RecurrenceGradient, "What flows back from one step to the state before it, for a row of each sequence.", matrix.OperandLanes, matrix.Layout.Lanes, RowStart.Accumulate)
        {
            UsedColumns = matrix.Layout.UsedLanes,
            IsRecurrent = true,
            MostRows = AbreastSequences.MostOf(plan),
            Flushes = true,
        };
    }

    private static IEnumerable<Kernel> AbreastKernels(NetPlan plan)
    {
        var phase = plan.Training.Phases[0];
        yield return new StartKernel(plan.Matrices[0]);
        yield return new UnitsKernel(phase, Tape: true) { IsAbreast = true };
        yield return new BackwardUnitsKernel(phase);
    }

    /// <summary>The gradients of all matrices, each for itself.</summary>
    private static IEnumerable<WeightGradient> Gradients(NetPlan plan)
    {
        var cell = plan.Spec.Cell;
        if (!plan.Spec.GathersColumns)
        {
            yield return new(
                nameof(KernelName.InputWeightGradient), "Adds the gradient of weight_ih of the first layer.", plan.Gates, cell.Input);
        }

        foreach (var matrix in plan.Matrices)
        {
            yield return new(WeightGradient.NameOf(matrix), $"Adds the gradient of {matrix.TensorText}.", matrix.Layout, matrix.Columns);
        }

        if (cell.Layers > 1)
        {
            yield return new(
                nameof(KernelName.LayerWeightGradient), "Adds the gradient of weight_ih of a layer that reads the one below.", plan.Gates, cell.LayerOutput);
        }

        if (plan.Head is { } head)
        {
            yield return new(
                nameof(KernelName.HeadWeightGradient), $"Adds the gradient of {head.Spec.Name}.weight.", head.Layout, head.Columns);
        }
    }

    private static bool IsInput(RowProduct product) => product.Name is KernelName.ProjectInput or KernelName.ProjectLayer;

    /// <summary>One kernel for the products with the input of all layers, where the number of columns may be an argument.</summary>
    private static List<RowProduct> ShareProducts(List<RowProduct> products)
    {
        List<RowProduct> inputs = [.. products.Where(IsInput)];
        if (inputs.Count < 2 || !inputs.All(product => product.CouldVary))
        {
            return products;
        }

        var shared = inputs[0] with { Name = KernelName.Project, Summary = "W x + b_ih of a layer, for many steps at once.", IsVariable = true, HasRest = inputs.Any(product => product.HasRest) };
        return [shared, .. products.Except(inputs)];
    }

    /// <summary>One kernel for the gradients of matrices of one layout, where the number of columns may be an argument.</summary>
    private static List<WeightGradient> ShareGradients(List<WeightGradient> gradients)
    {
        var alike = gradients.Where(gradient => gradient.CouldVary && gradient.Name != nameof(KernelName.HeadWeightGradient))
            .GroupBy(gradient => (gradient.Layout.Units, gradient.Layout.Gates, gradient.IsExact))
            .OrderByDescending(group => group.Count())
            .FirstOrDefault();
        if (alike is null || alike.Count() < 2)
        {
            return gradients;
        }

        var shared = alike.First() with { Name = nameof(KernelName.WeightGradient), Summary = "Adds the gradient of a weight matrix.", IsVariable = true, Rest = alike.Aggregate(0, (rest, gradient) => rest | gradient.Rest) };
        return [shared, .. gradients.Except(alike)];
    }
}
