using CellGen.Generator.Flow;
using CellGen.Generator.Model;

namespace CellGen.Generator.Surface;

/// <summary>The arguments that several public methods of a net take.</summary>
internal sealed class FaceArguments(NetFace face)
{
    public InputText Input { get; } = new(face.Spec);

    /// <summary>The lengths of a batch.</summary>
    public static Argument Lengths { get; } = new("ReadOnlySpan<int>", "lengths", "[B] the number of steps of each sequence");

    /// <summary>How a batch lies.</summary>
    public static Argument Layout { get; } = new("BatchLayout", "layout", "the order of the rows of input and output", "BatchLayout.BatchFirst");

    /// <summary>The optional table of an embedding's products; none where there cannot be one.</summary>
    public IReadOnlyList<Argument> Table => face.Spec.HasTable
        ? [new("TokenTable?", "table", "the embedding's products, from FoldEmbedding: the same bits in less time; or null", "null")]
        : [];

    /// <summary>What is passed on for it.</summary>
    public string PassTable => face.Spec.HasTable ? ", table" : "";

    /// <summary>The input, with its documentation.</summary>
    public Argument InputOf(string doc) => new($"ReadOnlySpan<{Input.Element}>", Input.Name, doc);

    /// <summary>The outputs, each with its shape.</summary>
    public IEnumerable<Argument> Outputs(Func<OutputSpec, string> shapeOf) => face.Outputs.Select(output => new Argument("Span<float>", output.Name, shapeOf(output)));

    /// <summary>What is said where tokens may be none of the vocabulary.</summary>
    public string OutOfVocabulary(string text) => face.Spec.Tokens is { OutOfVocabulary: false } ? text : "";

    /// <summary>What is said of cell states beside hidden ones.</summary>
    public string CellStates(string text) => face.HasCellStates ? text : "";

    /// <summary>What a forward pass throws.</summary>
    /// <param name="lengths">What lengths may be wrong.</param>
    /// <param name="tokens">What is said of tokens.</param>
    /// <param name="states">What the states are called.</param>
    public (string Exception, string When) Mistakes(string lengths, string tokens, string states) =>
        ("ArgumentException", $"A span has not the length that its shape says{lengths}{OutOfVocabulary($", or {tokens} is out of the vocabulary")}, or output or {states} share memory with each other, the input or the parameters.");
}
