namespace CellGen;

/// <summary>
/// Makes the input of a class with a <see cref="RecurrentCellAttribute"/> a sequence of tokens: each step reads one index
/// from 0 to <see cref="RecurrentCellAttribute.Input"/> − 1, which selects a column of weight_ih. It computes what a
/// one-hot input would, bit for bit, without one.
/// </summary>
/// <example>
/// <code>
/// [RecurrentCell(Kind = CellKind.Gru, Input = 128, Hidden = 64)]
/// [TokenInput(OutOfVocabulary = true)]
/// public partial class CharacterNet;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TokenInputAttribute : Attribute
{
    /// <summary>
    /// Whether every index outside the vocabulary selects one more column, the last: weight_ih then has Input + 1
    /// columns. Otherwise such an index is an error. Default: false.
    /// </summary>
    public bool OutOfVocabulary { get; set; }
}
