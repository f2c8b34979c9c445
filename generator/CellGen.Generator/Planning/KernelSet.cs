using CellGen.Generator.Model;

namespace CellGen.Generator.Planning;

/// <summary>Which products over rows and which weight gradients a model needs.</summary>
internal sealed class KernelSet
{
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

        Products = products;
        if (spec.HasStep)
        {
            bool needsProjected = spec.Tokens is not null;
            Steps =
            [
                .. needsProjected ? new RowProduct?[] { null } : [],
                .. products.Where(product => product.Name is KernelName.ProjectInput or KernelName.ProjectLayer),
            ];
        }


        WeightGradients = gradients;
    }

    public IReadOnlyList<RowProduct> Products { get; }

    /// <summary>The fused steps of a stream, each with the input product that it begins with; null: the caller has it.</summary>
    public IReadOnlyList<RowProduct?> Steps { get; } = [];

    public IReadOnlyList<WeightGradient> WeightGradients { get; }
}
