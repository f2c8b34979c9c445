namespace CellGen.Compare.Problems;

/// <summary>All rows, with the targets: the time aimed at over that of the best peer when the target was set.</summary>
public static class RowCatalog
{
    /// <summary>The rows, in the order of the table.</summary>
    public static IReadOnlyList<Row> All { get; } =
    [
        new("GRU(10,20,2 layers, bidirectional) T=100", CellKind.Gru, 10, 20, 2, true, 100, 1, RowMode.Sequence, 150.0 / 341),
        new("GRU(10,20,2 layers, bidirectional) T=5, one call", CellKind.Gru, 10, 20, 2, true, 5, 1, RowMode.Sequence, 180.0 / 347),
        new("LSTM(10,20,2) T=100", CellKind.Lstm, 10, 20, 2, false, 100, 1, RowMode.Sequence, 110.0 / 227),
        new("RNN tanh(10,20,2) T=100", CellKind.Rnn, 10, 20, 2, false, 100, 1, RowMode.Sequence, 45.0 / 65),
        Stream("GRU(1,8)+Dense(1), a call a step", CellKind.Gru, 8, 28.0 / 39),
        Stream("GRU(1,16)+Dense(1)", CellKind.Gru, 16, 32.0 / 45),
        Stream("GRU(1,32)+Dense(1)", CellKind.Gru, 32, 48.0 / 68),
        Stream("GRU(1,64)+Dense(1)", CellKind.Gru, 64, 160.0 / 239),
        Stream("LSTM(1,8)+Dense(1)", CellKind.Lstm, 8, 30.0 / 46),
        Stream("LSTM(1,16)+Dense(1)", CellKind.Lstm, 16, 36.0 / 56),
        Stream("LSTM(1,32)+Dense(1)", CellKind.Lstm, 32, 58.0 / 83),
        Stream("LSTM(1,64)+Dense(1)", CellKind.Lstm, 64, 300.0 / 412),
        Buffer(CellKind.Lstm, 1, 12),
        Buffer(CellKind.Lstm, 1, 40),
        Buffer(CellKind.Lstm, 2, 16),
        Buffer(CellKind.Lstm, 2, 20),
        Buffer(CellKind.Gru, 2, 24),
        Buffer(CellKind.Gru, 3, 40),
        Layers("RNNoise's net, a call a step", 42, NetCatalog.Denoiser),
        Layers("Dense(8,128)-LSTM(128)-Dense(4)", 8, NetCatalog.Player),
        new("GRU(64,128) T=100", CellKind.Gru, 64, 128, 1, false, 100, 1, RowMode.Sequence, 1300.0 / 1629),
        new("LSTM(40,256) T=100", CellKind.Lstm, 40, 256, 1, false, 100, 1, RowMode.Sequence, 6800.0 / 9439),
        new("LSTM(512,1024) T=20", CellKind.Lstm, 512, 1024, 1, false, 20, 1, RowMode.Sequence, 190000.0 / 210499),
        new("GRU(10,20,2,bi) batch 32, forward", CellKind.Gru, 10, 20, 2, true, 100, 32, RowMode.Sequence, 4200.0 / 5473),
        new("GRU(10,20,2,bi) batch 32, forward + backward", CellKind.Gru, 10, 20, 2, true, 100, 32, RowMode.Training, 14000.0 / 41542),
        new("GRU(10,20,2,bi) batch 1, forward + backward", CellKind.Gru, 10, 20, 2, true, 100, 1, RowMode.Training, 700.0 / 6501),
        new("LSTM(10,20,2) batch 1, forward + backward", CellKind.Lstm, 10, 20, 2, false, 100, 1, RowMode.Training, 400.0 / 2620),
        Batch("GRU(64,128) batch 32, forward", CellKind.Gru, 64, 128, RowMode.Sequence),
        Batch("GRU(64,128) batch 32, forward + backward", CellKind.Gru, 64, 128, RowMode.Training),
        Batch("LSTM(40,256) batch 32, forward", CellKind.Lstm, 40, 256, RowMode.Sequence),
        Batch("LSTM(40,256) batch 32, forward + backward", CellKind.Lstm, 40, 256, RowMode.Training),
        Batch("LSTM(128,512) batch 32, forward", CellKind.Lstm, 128, 512, RowMode.Sequence),
        Batch("LSTM(128,512) batch 32, forward + backward", CellKind.Lstm, 128, 512, RowMode.Training),
        States("GRU(8,8)", CellKind.Gru, 8, 8, 1, 0, 1000),
        States("GRU(8,8)", CellKind.Gru, 8, 8, 1, 0, 10_000),
        States("LSTM(2,8,2)+Dense(1)", CellKind.Lstm, 2, 8, 2, 1, 1000),
        States("LSTM(2,8,2)+Dense(1)", CellKind.Lstm, 2, 8, 2, 1, 10_000),
        States("GRU(16,32)", CellKind.Gru, 16, 32, 1, 0, 1000),
        States("GRU(16,32)", CellKind.Gru, 16, 32, 1, 0, 10_000),
        new("LSTM(32,128) of 128 characters, batch 16, a step of training", CellKind.Lstm, 32, 128, 1, false, 64, 16, RowMode.Learning, 0.25) { Head = 128, Vocabulary = 128 },
        Pair("Encoder–decoder(64), attention, batch 32, forward + backward", 64, 32, RowMode.Training, 1.0 / 3),
        Pair("Encoder–decoder(64), attention, decoding", 64, 1, RowMode.Decoding, 1.0 / 3),
        Pair("Encoder–decoder(256), attention, batch 32, forward + backward", 256, 32, RowMode.Training, 1),
        Pair("Encoder–decoder(256), attention, decoding", 256, 1, RowMode.Decoding, 1),
    ];

    /// <summary>Ten streaming nets, all different.</summary>
    public static IEnumerable<Row> TenNets => All.Where(row => row.Mode == RowMode.Streaming && !row.IsNet && row.Hidden is > 8 and < 64);

    /// <summary>A batch of a size that people train, of 64 steps: four fifths of the best peer's time forward, two thirds with backward.</summary>
    private static Row Batch(string name, CellKind kind, int input, int hidden, RowMode mode) =>
        new(name, kind, input, hidden, 1, false, 64, 32, mode, mode == RowMode.Training ? 0.67 : 0.8);

    /// <summary>Spelling to phonemes: 12 letters to 12 phonemes.</summary>
    private static Row Pair(string name, int hidden, int batch, RowMode mode, double targetRatio) =>
        new(name, CellKind.Gru, 32, hidden, 0, true, 12, batch, mode, targetRatio) { Pair = new PairShape(29, 43, 12) };

    private static Row Layers(string name, int input, IReadOnlyList<NetLayer> net) =>
        new(name, CellKind.Rnn, input, 0, 0, false, 100, 1, RowMode.Streaming, 0.9) { Net = net };

    private static Row Stream(string name, CellKind kind, int hidden, double targetRatio) =>
        new(name, kind, 1, hidden, 1, false, 100, 1, RowMode.Streaming, targetRatio) { Head = 1 };

    /// <summary>What an audio plug-in does: a call a sample, in buffers of 64; a second and third input are knobs.</summary>
    private static Row Buffer(CellKind kind, int input, int hidden) =>
        new($"{kind.ToString().ToUpperInvariant()}({input},{hidden})+Dense(1), buffers of 64", kind, input, hidden, 1, false, 64, 1, RowMode.Streaming, 0.8) { Head = 1 };

    /// <summary>Characters of a game, or the joints of simulated robots.</summary>
    private static Row States(string net, CellKind kind, int input, int hidden, int layers, int head, int count) =>
        new(FormattableString.Invariant($"{net}, {count:N0} states"), kind, input, hidden, layers, false, 4, count, RowMode.Agents, 0.8) { Head = head };
}
