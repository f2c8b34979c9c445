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

    /// <summary>What is private: everything but the net's one field is in one nested type.</summary>
    public static IReadOnlyList<string> Private { get; } = ["CellGenCore", "_cellGenCore", ".ctor(CellGenCore)"];

    /// <summary>All members of a net.</summary>
    public static IEnumerable<string> Of(ModelSpec spec) => Public(spec).Concat(Private);

    /// <summary>The public ones.</summary>
    public static IEnumerable<string> Public(ModelSpec spec) => OfEveryNet.Concat(Variable(spec));

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
            if (dense)
            {
                yield return "Settle(ref State, int)";
            }

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
