namespace CellGen.Generator.Model;

/// <summary>
/// The types that generated text names without their namespaces, so that it reads well. A type of the user's with such a
/// name hides one; then the text names that one in full.
/// </summary>
internal static class ImportedTypes
{
    /// <summary>Those of the names that are attributes', which a type of the whole name hides, too.</summary>
    public static IReadOnlyList<string> Attributes { get; } = ["GeneratedCode", "MethodImpl", "NetText", "Obsolete", "StructLayout", "UnsafeValueType"];

    /// <summary>The namespace of each name.</summary>
    public static IReadOnlyDictionary<string, string> Namespaces { get; } = new (string Namespace, string[] Names)[]
    {
        ("CellGen", ["BatchLayout", "Beam", "INetwork", "Initialization", "IRecurrentState", "ITrainable", "LayerState", "Recording", "Sampling", "Sequence", "TrainingPass", "WeightNames"]),
        ("CellGen.Generated",
        [
            "AlignedBuffer", "Arguments", "AttentionRows", "Batch", "Columns128", "Columns256", "Columns512", "EmbeddingTable", "EncoderDecoderMemory", "EncoderDecoderShape", "Floats", "GroupStates", "Joins", "Lanes128", "Lanes256", "Lanes512", "LayerStates", "LogSoftmax", "MemoryActivation", "MemoryPart", "MemoryShape",
            "NetPass", "NetText", "NetworkMemory", "NetworkShape", "NetworkStateLayout", "PackedMatrix", "ParameterBlock", "ParameterLayout", "ParameterRole", "ParameterTensor", "Rows", "SequenceAxis", "SequenceMemory", "StackMemory",
            "StateConverter", "StateLayout", "StepContext", "TapeLayout", "TokenDecoder", "TokenStepper", "Transposition", "VolatileSingle", "Windows",
        ]),
        ("CellGen.Simd", ["Activation", "Denormals", "Hardware", "LaneSum", "OneRounding", "TwoRoundings", "VectorWidth"]),
        ("System",
        [
            "ArgumentNullException", "ArgumentOutOfRangeException", "IEquatable", "Math", "MathF", "NotSupportedException", "Obsolete", "ReadOnlySpan", "Span",
        ]),
        ("System.CodeDom.Compiler", ["GeneratedCode"]),
        ("System.IO", ["Stream"]),
        ("System.Runtime.CompilerServices", ["MethodImpl", "MethodImplOptions", "Unsafe", "UnsafeValueType"]),
        ("System.Runtime.InteropServices", ["LayoutKind", "MemoryMarshal", "StructLayout"]),
        ("System.Runtime.Intrinsics", ["Vector128", "Vector256", "Vector512"]),
        ("System.Runtime.Intrinsics.Arm", ["AdvSimd"]),
        ("System.Runtime.Intrinsics.X86", ["Avx", "Avx512F", "Fma"]),
    }.SelectMany(entry => entry.Names.Select(name => (entry.Namespace, Name: name))).ToDictionary(type => type.Name, type => type.Namespace);
}
