namespace CellGen.Generator.Model;

/// <summary>How a decoder looks at the states of an encoder; the values are those of the runtime's CellGen.AttentionKind.</summary>
internal enum AttentionKind
{
    None,
    Dot,
    General,
    Additive,
}
