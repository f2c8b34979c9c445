namespace CellGen;

/// <summary>
/// The element types of safetensors, as a header spells them, and their sizes. New ones appear, and some have less than a
/// byte (F4, F6_E2M3): a file that holds one beside the tensors that are read is a good file.
/// </summary>
internal static class SafeTensorType
{
    internal const string Single = "F32";

    /// <summary>The bytes of one element, or 0 for a type that this reader does not know or that has no whole number of them.</summary>
    internal static int SizeOf(string type) => type switch
    {
        "F64" or "I64" or "U64" or "C64" => 8,
        Single or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => 1,
        _ => 0,
    };
}
