using CellGen.Generator.Model;

namespace CellGen.Generator.Planning;

/// <summary>Which products over rows and which weight gradients a model needs.</summary>
internal sealed class KernelSet
{
    private readonly IReadOnlyList<WeightGradient> _matrices;

    public KernelSet(ModelPlan plan)
    {
        var spec = plan.Spec;
        var cell = spec.Cell;
        var start = cell.Bias ? RowStart.Bias : RowStart.Zero;
        var products = new List<RowProduct>();
        var gradients = new List<WeightGradient>();
        if (!spec.GathersColumns)
        {
            products.Add(new(
                KernelName.ProjectInput, "W x + b_ih of the first layer, for many steps at once.", plan.Gates, cell.Input, start));
            gradients.Add(new(
                nameof(KernelName.InputWeightGradient), "Adds the gradient of weight_ih of the first layer.", plan.Gates, cell.Input));
        }

        foreach (var matrix in plan.Matrices)
        {
            gradients.Add(new(WeightGradient.NameOf(matrix), $"Adds the gradient of {matrix.TensorText}.", matrix.Layout, matrix.Columns));
        }

        if (cell.Layers > 1)
        {
            products.Add(new(
                KernelName.ProjectLayer, "W x + b_ih of a layer that reads the one below, for many steps at once.", plan.Gates, cell.LayerOutput, start));
            gradients.Add(new(
                nameof(KernelName.LayerWeightGradient), "Adds the gradient of weight_ih of a layer that reads the one below.", plan.Gates, cell.LayerOutput));
        }

        if (plan.Head is { IsNarrow: false } wide)
        {
            products.Add(new(KernelName.Head, HeadPlan.Summary, wide.Layout, wide.Columns, wide.Spec.Bias ? RowStart.Bias : RowStart.Zero));
        }

        if (plan.HasInputGradient)
        {
            products.Add(new(
                KernelName.InputGradient, "The gradient of the input: W transposed times the gradients of the gates.", plan.InputLanes, plan.Gates.Lanes, RowStart.Accumulate)
            {
                UsedColumns = plan.Gates.UsedLanes,
            });
        }

        if (cell.Layers > 1)
        {
            products.Add(new(
                KernelName.LayerGradient, "The gradient of the layer below: W transposed times the gradients of the gates.", plan.LayerOutputLanes, plan.Gates.Lanes, RowStart.Accumulate)
            {
                UsedColumns = plan.Gates.UsedLanes,
            });
        }

        if (plan.Head is { } head)
        {
            products.Add(new(
                KernelName.HeadInputGradient, "The gradient of what the head reads: V transposed times the gradient of the output.", head.InputLanes, head.Spec.Output, RowStart.Zero));
            gradients.Add(new(
                nameof(KernelName.HeadWeightGradient), $"Adds the gradient of {head.Spec.Name}.weight.", head.Layout, head.Columns));
        }

        Products = ShareProducts(products);
        if (spec.HasStep)
        {
            bool needsProjected = spec.Tokens is not null;
            Steps =
            [
                .. needsProjected ? new RowProduct?[] { null } : [],
                .. products.Where(product => product.Name is KernelName.ProjectInput or KernelName.ProjectLayer),
            ];
        }

        WeightGradients = ShareGradients(gradients);
        _matrices = gradients;
        InputProducts = [.. products.Where(IsInput)];
    }

    /// <summary>The products with the input of the first layer and of those above, each for itself.</summary>
    public IReadOnlyList<RowProduct> InputProducts { get; }

    public IReadOnlyList<RowProduct> Products { get; }

    /// <summary>The fused steps of a stream, each with the input product that it begins with; null: the caller has it.</summary>
    public IReadOnlyList<RowProduct?> Steps { get; } = [];

    public IReadOnlyList<WeightGradient> WeightGradients { get; }

    /// <summary>The kernel of a product with the input, and its argument for the number of columns, if it has one.</summary>
    public (string Kernel, string Columns) InputProductOf(KernelName name) => Products.Any(product => product.IsVariable)
        ? (nameof(KernelName.Project), Argument(InputProducts.Single(product => product.Name == name).Columns))
        : (name.ToString(), "");

    /// <summary>The kernel of the gradient of a matrix, and its argument for the number of columns, if it has one.</summary>
    public (string Kernel, string Columns) WeightGradientOf(string name) =>
        _matrices.Except(WeightGradients).FirstOrDefault(gradient => gradient.Name == name) is { } shared
            ? (nameof(KernelName.WeightGradient), Argument(shared.Columns))
            : (name, "");

    private static string Argument(int columns) => FormattableString.Invariant($"{columns}, ");

    private static bool IsInput(RowProduct product) => product.Name is KernelName.ProjectInput or KernelName.ProjectLayer;

    /// <summary>One kernel for the products with the input of all layers, where the number of columns may be an argument.</summary>
    private static List<RowProduct> ShareProducts(List<RowProduct> products)
    {
        List<RowProduct> inputs = [.. products.Where(IsInput)];
        if (inputs.Count < 2 || !inputs.All(product => product.CouldVary))
        {
            return products;
        }

        var shared = inputs[0] with { Name = KernelName.Project, Summary = "W x + b_ih of a layer, for many steps at once.", IsVariable = true };
        return [shared, .. products.Except(inputs)];
    }

    /// <summary>One kernel for the gradients of matrices of one layout, where the number of columns may be an argument.</summary>
    private static List<WeightGradient> ShareGradients(List<WeightGradient> gradients)
    {
        var alike = gradients.Where(gradient => gradient.CouldVary)
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
