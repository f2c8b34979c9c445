using CellGen.Generator.Equations;

namespace CellGen.Generator.Planning;

/// <content>What the equations ask of memory and kernels.</content>
internal sealed partial class StepPlan
{
    /// <summary>Whether something reads the input unit by unit, beside the products with it.</summary>
    public bool ReadsInput => _phases.Values.OfType<InputRow>().Any();

    /// <summary>Whether a mask drops units of h.</summary>
    public bool HasMask => _phases.Values.OfType<Mask>().Any();

    /// <summary>
    /// Where states that decay are cut off before they become denormal: as they are read unit by unit (c in f ⊙ c), beside
    /// the chain from one h to the next; or, in a cell that reads no state so, as h is stored.
    /// </summary>
    public bool FlushesOnUse => Phases.SelectMany(phase => phase.Forward.Instructions)
        .Any(instruction => instruction.Operation == Operation.PreviousState);

    /// <summary>Whether a phase reads what a state was before the step when an earlier phase has its new value already.</summary>
    public bool IsReadLate(string state) => Phases
        .SkipWhile(phase => !phase.Forward.Outputs.Any(output => output.Kind == OutputKind.NextState && output.Symbol == state))
        .Skip(1)
        .Any(phase => phase.Product is { ReadsState: true } product && product.Operand == state
            || phase.Forward.Instructions.Any(instruction => instruction.Operation == Operation.PreviousState && instruction.Symbol == state));

    /// <summary>The gates without a bias of their own beside W, or beside U, where the cell has biases: their lanes of it stay zero.</summary>
    public IReadOnlyList<string> WithoutBias(AffineSource source) =>
        [.. _phases.Values.OfType<Affine>().Where(affine => affine.Source == source && !affine.HasBias).Select(affine => affine.Gate)];
}
