namespace CellGen.Generator.Model;

/// <summary>The runtime's HeadInput, member for member.</summary>
internal enum HeadInput
{
    EveryStep,
    LastState,
    MeanState,
    InputAndPreviousState,
}
