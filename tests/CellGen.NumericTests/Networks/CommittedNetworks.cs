using CellGen.NumericTests.Goldens;
using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>The nets of several layers that tests share: those of torch's goldens, and what torch has not. They are compiled together.</summary>
internal static class CommittedNetworks
{
    private static readonly NetworkDescription[] Others =
    [
        new()
        {
            Name = "Own",
            Input = 3,
            Layers =
            [
                new() { Layer = "RecurrentCell", Kind = CellKind.Gru, Own = true, Hidden = 5, Name = "own" },
                new() { Layer = "RecurrentCell", Kind = CellKind.MinGru, Hidden = 5, Bias = false, Name = "min" },
                new() { Layer = "Add", Reads = ["own", "min"] },
                new() { Layer = "Dense", Output = 1, Nonlinearity = Nonlinearity.HardSigmoid },
                new() { Layer = "Concatenate", Reads = ["dense", "add", "input"], Name = "all" },
            ],
        },
        new()
        {
            Name = "Applied",
            Input = 3,
            Layers =
            [
                new() { Layer = "RecurrentCell", Kind = CellKind.Rnn, Hidden = 37, Nonlinearity = Nonlinearity.Identity },
                .. Enum.GetValues<Nonlinearity>().Where(function => function != Nonlinearity.Identity).Select(function => new NetworkLayer { Layer = "Activation", Nonlinearity = function }),
                new() { Layer = "Concatenate", Reads = ["rnn", "activation0", "activation2", "activation7"] },
                new() { Layer = "Activation", Nonlinearity = Nonlinearity.Tanh, Name = "end" },
            ],
        },
        new()
        {
            Name = "Lean",
            Input = 3,
            Training = false,
            Agents = false,
            Layers =
            [
                new() { Layer = "Dense", Output = 6, Nonlinearity = Nonlinearity.Tanh },
                new() { Layer = "RecurrentCell", Kind = CellKind.Gru, Hidden = 5 },
                new() { Layer = "DenseHead", Output = 2 },
                new() { Layer = "DenseHead", Output = 2, Nonlinearity = Nonlinearity.Sigmoid },
            ],
        },
        new()
        {
            Name = "Dropping",
            Input = 3,
            Agents = false,
            Layers =
            [
                new() { Layer = "RecurrentCell", Kind = CellKind.Gru, Hidden = 8, Layers = 2, Dropout = 0.5, Name = "lower" },
                new() { Layer = "RecurrentCell", Kind = CellKind.Gru, Hidden = 8, Layers = 2, Dropout = 0.5, Name = "upper" },
                new() { Layer = "DenseHead", Output = 2 },
            ],
        },
        new()
        {
            Name = "Words",
            Input = 3000,
            Tokens = "TokenInput",
            Layers =
            [
                new() { Layer = "RecurrentCell", Kind = CellKind.Gru, Hidden = 6, Name = "below" },
                new() { Layer = "RecurrentCell", Kind = CellKind.Lstm, Hidden = 5, InitialState = InitialState.Trained },
                new() { Layer = "DenseHead", Output = 3000, LogSoftmax = true },
            ],
        },
        new()
        {
            Name = "Vectors",
            Input = 6,
            Tokens = "Embedding",
            Vocabulary = 9000,
            Agents = false,
            Layers =
            [
                new() { Layer = "Dense", Output = 5, Nonlinearity = Nonlinearity.Tanh },
                new() { Layer = "Conv1d", Output = 4, Kernel = 3, Nonlinearity = Nonlinearity.Softplus },
                new() { Layer = "DenseHead", Output = 2, Name = "tag" },
                new() { Layer = "RecurrentCell", Kind = CellKind.Gru, Hidden = 5 },
                new() { Layer = "DenseHead", Output = 9001, Name = "next" },
            ],
        },
        new()
        {
            Name = "Abreast",
            Input = 3,
            Agents = false,
            Layers =
            [
                new() { Layer = "RecurrentCell", Kind = CellKind.Gru, Hidden = 76, Bidirectional = true, Name = "below" },
                new() { Layer = "RecurrentCell", Kind = CellKind.Lstm, Hidden = 64, InitialState = InitialState.Trained },
                new() { Layer = "DenseHead", Output = 2 },
            ],
        },
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NetworkDescription> All { get; } = [.. NetworkGoldens.All.Select(golden => golden.Net), .. Others];

    /// <summary>Compiles them.</summary>
    public static NetworkCompiler Compiler { get; } = new(All);

    /// <summary>Their names.</summary>
    public static TheoryData<string> Names => NamesOf(_ => true);

    /// <summary>The names of those with some property.</summary>
    public static TheoryData<string> NamesOf(Func<NetworkDescription, bool> predicate) => [.. All.Where(predicate).Select(net => net.Name)];

    /// <summary>The net of that name.</summary>
    public static NetworkDescription Find(string name) => All.Single(net => net.Name == name);

    /// <summary>Whether the bits depend on nothing but the arguments, and there is Backward.</summary>
    public static bool IsTrained(NetworkDescription net) => net is { Training: true, Name: not "Dropping" };
}
