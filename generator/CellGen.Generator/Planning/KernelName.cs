namespace CellGen.Generator.Planning;

/// <summary>The kernels of a model; the members' names are the methods' names.</summary>
internal enum KernelName
{
    ProjectInput,
    ProjectLayer,
    Forward,
    ForwardTaped,
    Head,
    Backward,
    InputGradient,
    LayerGradient,
    HeadInputGradient,
    InputWeightGradient,
    LayerWeightGradient,
    HiddenWeightGradient,
    HeadWeightGradient,
}
