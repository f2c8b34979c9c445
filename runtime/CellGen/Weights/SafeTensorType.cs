namespace CellGen;

/// <summary>
/// The element types of safetensors, as a header spells them, and their sizes. New ones appear, and some have less than a
/// byte (F4, F6_E2M3): a file that holds one beside the tensors that are read is a good file.
/// </summary>
internal static class SafeTensorType
{
    internal const string Single = "F32";

    /// <summary>The bytes of one element, or 0 for a type that this reader does not know or that has no whole number of them.</summary>
    internal static int SizeOf(string type) =>
        IsAmong(" F64 I64 U64 C64 ", type) ? 8
        : IsAmong($" {Single} I32 U32 ", type) ? 4
        : IsAmong(" F16 BF16 I16 U16 ", type) ? 2
        : IsAmong(" I8 U8 BOOL F8_E4M3 F8_E5M2 F8_E8M0 F8_E4M3FNUZ F8_E5M2FNUZ ", type) ? 1
        : 0;

    private static bool IsAmong(string types, string type) => !type.Contains(' ') && types.Contains($" {type} ", StringComparison.Ordinal);
}
