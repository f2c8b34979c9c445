namespace CellGen.Generator.Planning;

/// <summary>The kernels that every model has or may have; the members' names are the methods' names.</summary>
internal enum KernelName
{
    ProjectInput,
    ProjectLayer,
    Project,
    Forward,
    ForwardTaped,
    Head,
    Backward,
    Recurrence,
    RecurrenceGradient,
    InputGradient,
    LayerGradient,
    HeadInputGradient,
    InputWeightGradient,
    LayerWeightGradient,
    HeadWeightGradient,
    WeightGradient,
}
