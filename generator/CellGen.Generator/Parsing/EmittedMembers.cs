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
        "InputSize", "ParameterCount",
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
    public static IEnumerable<string> Public(ModelSpec spec) => OfEveryNet.Concat(Sizes(spec)).Concat(spec.Pair is { } pair ? OfPair(pair, spec.Network.Training) : Variable(spec));

    /// <summary>The name of a member: what is before the parameters of a method.</summary>
    public static string NameOf(string signature) => signature.Split('(')[0];

    /// <summary>The constants of the only cell, and of the outputs.</summary>
    private static IEnumerable<string> Sizes(ModelSpec spec)
    {
        var outputs = spec.Outputs.Select(output => output.SizeName);
        return spec.Pair is not null ? outputs.Concat(["HiddenSize", "LayerCount"])
            : spec.IsNetwork && spec.Layers.Count(layer => layer.Kind == LayerKind.Cell) > 1 ? outputs
            : outputs.Concat(["HiddenSize", "LayerCount", "DirectionCount"]);
    }

    /// <summary>What two nets have that are joined.</summary>
    private static IEnumerable<string> OfPair(EncoderDecoderSpec pair, bool isTrained)
    {
        string source = pair.Source is null ? "ReadOnlySpan<float>" : "ReadOnlySpan<int>";
        string target = pair.Target is null ? "ReadOnlySpan<float>" : "ReadOnlySpan<int>";
        bool encodes = pair.Encoder is not null;
        string batch = $"{source}{(encodes ? ", ReadOnlySpan<int>" : "")}, {target}, ReadOnlySpan<int>{(pair.FeedBack ? ", ReadOnlySpan<int>" : "")}";
        string gradients = encodes ? "ReadOnlySpan<float>, Gradient, Tape" : "ReadOnlySpan<float>, Span<float>, Gradient, Tape";
        IEnumerable<string> members = ["ContextSize", "TargetSize", "Memory", $"Step({(pair.Target is null ? target : "int")}, Span<float>, Memory, ref State)"];
        if (encodes)
        {
            members = members.Concat(["MaxSource", $"Encode({source}, Memory)"]);
        }

        if (isTrained)
        {
            members = members.Concat(
            [
                $"Forward({source}, {target}, Span<float>, Tape)", $"Forward({batch}, Span<float>, Tape)",
                $"Backward({source}, {target}, {gradients})", $"Backward({batch}, {gradients})",
            ]);
        }

        if (pair.Source is not null)
        {
            members = members.Append("VocabularySize");
        }

        return pair switch
        {
            { Target: not null } => members.Concat(
            [
                "TargetVocabularySize", "StartToken", "EndToken",
                $"Decode({source}, Span<int>, Workspace)", $"Decode({source}, Span<int>, Workspace, Sampling)", $"Decode({source}, Span<int>, Workspace, Beam)",
            ]),
            { FeedsBack: true } => members.Append($"Decode({source}, ReadOnlySpan<float>, Span<float>, Workspace)"),
            _ => members,
        };
    }

    /// <summary>What depends on the input, and on whether there are steps.</summary>
    private static IEnumerable<string> Variable(ModelSpec spec)
    {
        bool dense = spec.Tokens is null;
        string input = dense ? "ReadOnlySpan<float>" : "ReadOnlySpan<int>";
        string inputGradient = dense ? "Span<float>, " : "";
        string outputs = string.Join(", ", spec.Outputs.Select(_ => "Span<float>"));
        string gradients = string.Join(", ", spec.Outputs.Select(_ => "ReadOnlySpan<float>"));
        string workspace = spec.HasTable ? "Workspace, TokenTable" : "Workspace";
        foreach (string memory in spec.Network.Training ? ["Tape", workspace] : new[] { workspace })
        {
            yield return $"Forward({input}, {outputs}, {memory})";
            yield return $"Forward({input}, {outputs}, ref State, {memory})";
            yield return $"Forward({input}, {outputs}, ReadOnlySpan<int>, Span<State>, {memory.Replace(", ", ", BatchLayout, ")}{(memory.Contains(',') ? "" : ", BatchLayout")})";
        }

        yield return $"Backward({input}, {gradients}, {inputGradient}Gradient, Tape)";
        yield return $"Backward({input}, {gradients}, {inputGradient}ref State, Gradient, Tape)";
        yield return $"Backward({input}, {gradients}, {inputGradient}ReadOnlySpan<int>, Span<State>, Gradient, Tape, BatchLayout)";
        if (spec.HasStep)
        {
            yield return $"Step({(dense ? input : "int")}, {outputs}, ref State{(spec.HasTable ? ", TokenTable" : "")})";
            if (dense)
            {
                yield return "Settle(ref State, int)";
            }

            yield return $"StepMany({input}, {outputs}, Span<State>)";
        }

        if (spec.TrainsInitialState)
        {
            yield return "GetInitialState()";
        }

        if (!dense)
        {
            yield return "VocabularySize";
        }

        if (spec.HasTable)
        {
            yield return "TokenTable";
            yield return "FoldEmbedding()";
        }
    }
}
