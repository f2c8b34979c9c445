namespace CellGen.Samples.Memory;

/// <summary>Where the key is.</summary>
public enum KeyPlace
{
    /// <summary>It is the first token.</summary>
    Early,

    /// <summary>It is anywhere among the first ones, and must be found.</summary>
    Unknown,
}
