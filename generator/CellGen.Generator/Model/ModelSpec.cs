namespace CellGen.Generator.Model;

/// <summary>
/// All that the compiler knows of one class: the value that travels through the incremental pipeline. Holds numbers, enums
/// and strings only.
/// </summary>
/// <param name="HasVectorFma">Whether the target framework has Vector128.FusedMultiplyAdd (.NET 9 and later).</param>
internal sealed record ModelSpec(TypeSpec Type, CellSpec Cell, HeadSpec? Head, TokenSpec? Tokens, NetworkSpec Network, bool HasVectorFma)
{
    /// <summary>The number of values in one row of output.</summary>
    public int OutputSize => Head?.Output ?? Cell.LayerOutput;

    /// <summary>Whether a whole sequence gives one row of output.</summary>
    public bool OneRow => Head is { OneRow: true };

    /// <summary>Whether the net can run one step at a time: nothing in it waits for the end of the sequence.</summary>
    public bool HasStep => !Cell.Bidirectional && Head?.Over != HeadInput.MeanState;

    /// <summary>The number of columns of the first layer's weight_ih.</summary>
    public int InputColumns => Tokens is { Embedded: false } tokens ? tokens.Rows : Cell.Input;

    /// <summary>The length of a row that the head reads.</summary>
    public int HeadColumns => Cell.LayerOutput + (Head is { ReadsInput: true } ? Cell.Input : 0);

    /// <summary>Whether an embedding stands in front.</summary>
    public bool IsEmbedded => Tokens is { Embedded: true };

    /// <summary>Whether tokens select columns of weight_ih.</summary>
    public bool GathersColumns => Tokens is { Embedded: false };
}
