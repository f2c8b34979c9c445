namespace CellGen.Generator.Model;

/// <summary>
/// All that the compiler knows of one class: the value that travels through the incremental pipeline. Holds integers,
/// enums and strings only.
/// </summary>
/// <param name="HasVectorFma">Whether the target framework has Vector128.FusedMultiplyAdd (.NET 9 and later).</param>
internal sealed record ModelSpec(TypeSpec Type, CellSpec Cell, HeadSpec? Head, bool HasVectorFma)
{
    /// <summary>The number of values in one row of output.</summary>
    public int OutputSize => Head?.Output ?? Cell.LayerOutput;

    /// <summary>Whether a whole sequence gives one row of output.</summary>
    public bool OneRow => Head is { Over: not HeadInput.EveryStep };

    /// <summary>Whether the net can run one step at a time: nothing in it waits for the end of the sequence.</summary>
    public bool HasStep => !Cell.Bidirectional && Head?.Over != HeadInput.MeanState;
}
