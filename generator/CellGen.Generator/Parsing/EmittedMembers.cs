using CellGen.Generator.Model;

namespace CellGen.Generator.Parsing;

/// <summary>
/// The members that a network adds to its class, as <see cref="MemberSignature"/> writes them: the one list of them, which
/// a test compares with what is emitted.
/// </summary>
internal static class EmittedMembers
{
    private static readonly string[] OfEveryNet =
    [
        "InputSize", "HiddenSize", "OutputSize", "LayerCount", "DirectionCount", "ParameterCount",
        "State", "Workspace", "Tape", "Gradient",
        "VectorWidth", "get_VectorWidth()", "set_VectorWidth(VectorWidth)", "Parameters", "get_Parameters()",
        ".ctor(int, Initialization)",
        "Get(string, Span<float>)", "Set(string, ReadOnlySpan<float>)",
        "Save(string, WeightNames)", "Save(Stream, WeightNames)",
        "Load(string, WeightNames)", "Load(Stream, WeightNames)",
        "LoadFrom(string, WeightNames)", "LoadFrom(Stream, WeightNames)",
    ];

    /// <summary>
    /// What is private, of any net: which of it one has depends on its plan. Of a method that has many forms, the beginning,
    /// which no form is without.
    /// </summary>
    public static IReadOnlyList<string> Private { get; } =
    [
        "StateSize", "LayerOutputSize", "GateLanes", "StateStride", "StateFloats", "DirectionsStep", "HeadColumns",
        "ProductGateLanes", "CarriedLength", "OperandGradientLength", "TransposedLength", "EmbeddingStride", "TapeStride",
        "ChunkSteps", "InputWeightLength", "LayerWeightLength", "FirstLayerLength", "UpperLayerLength", "HeadOffset",
        "HeadBiasOffset", "EmbeddingOffset", "TrainedLength", "PackedLength",
        "Layout", "Kernels", "Vector512Kernels", "Vector256Kernels", "Vector128Kernels", "PlainKernels",
        "_parameters", "_kernels", "_vectorWidth",
        ".ctor(AlignedBuffer)",
        "LayerOffset(int, int)", "WeightInputLength(int)", "InputPartLength(int)",
        "Run(ref float, ", "Run(ref int, ", "RunGroup(ref float, ", "RunGroup(ref int, ", "RunBackward(ref float, ", "RunBackward(ref int, ",
        "ForwardLayer(ref float, ", "ForwardPair(ref float, ", "ForwardGroup(ref float, ", "BackwardLayer(ref float, ",
        "StepClean(ReadOnlySpan<float>, Span<float>, ref State)", "TransposeWeights(Tape",
    ];

    /// <summary>All members of a net.</summary>
    public static IEnumerable<string> Of(ModelSpec spec) => Public(spec).Concat(Private);

    /// <summary>The public ones.</summary>
    public static IEnumerable<string> Public(ModelSpec spec) => OfEveryNet.Concat(Variable(spec));

    /// <summary>Whether a signature is one of the list; an entry that ends in its midst stands for all that begin so.</summary>
    public static bool Matches(string signature, string entry) =>
        entry.Contains('(') && !entry.EndsWith(")", StringComparison.Ordinal)
            ? signature.StartsWith(entry, StringComparison.Ordinal)
            : signature == entry;

    /// <summary>The name of a member: what is before the parameters of a method.</summary>
    public static string NameOf(string signature) => signature.Split('(')[0];

    /// <summary>What depends on the input, and on whether there are steps.</summary>
    private static IEnumerable<string> Variable(ModelSpec spec)
    {
        bool dense = spec.Tokens is null;
        string input = dense ? "ReadOnlySpan<float>" : "ReadOnlySpan<int>";
        string inputGradient = dense ? "Span<float>, " : "";
        string workspace = spec.IsEmbedded ? "Workspace, TokenTable" : "Workspace";
        foreach (string memory in spec.Network.Training ? ["Tape", workspace] : new[] { workspace })
        {
            yield return $"Forward({input}, Span<float>, {memory})";
            yield return $"Forward({input}, Span<float>, ref State, {memory})";
            yield return $"Forward({input}, Span<float>, ReadOnlySpan<int>, Span<State>, {memory.Replace(", ", ", BatchLayout, ")}{(memory.Contains(',') ? "" : ", BatchLayout")})";
        }

        yield return $"Backward({input}, ReadOnlySpan<float>, {inputGradient}Gradient, Tape)";
        yield return $"Backward({input}, ReadOnlySpan<float>, {inputGradient}ref State, Gradient, Tape)";
        yield return $"Backward({input}, ReadOnlySpan<float>, {inputGradient}ReadOnlySpan<int>, Span<State>, Gradient, Tape, BatchLayout)";
        if (spec.HasStep)
        {
            yield return $"Step({(dense ? input : "int")}, Span<float>, ref State{(spec.IsEmbedded ? ", TokenTable" : "")})";
            yield return $"StepMany({input}, Span<float>, Span<State>)";
        }

        if (!dense)
        {
            yield return "VocabularySize";
        }

        if (spec.IsEmbedded)
        {
            yield return "TokenTable";
            yield return "FoldEmbedding()";
        }
    }
}
