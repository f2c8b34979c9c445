namespace CellGen.Compare.Problems;

/// <summary>The nets of several layers.</summary>
public static class NetCatalog
{
    /// <summary>RNNoise 0.1: 42 features to the probability of a voice and the gains of 22 bands.</summary>
    public static IReadOnlyList<NetLayer> Denoiser { get; } =
    [
        new("input_dense", null, 24, Nonlinearity.Tanh, ["input"]),
        new("vad_gru", CellKind.Gru, 24, Nonlinearity.Relu, ["input_dense"]),
        new("vad", null, 1, Nonlinearity.Sigmoid, ["vad_gru"], IsOutput: true),
        new("noise_gru", CellKind.Gru, 48, Nonlinearity.Relu, ["input_dense", "vad_gru", "input"]),
        new("denoise_gru", CellKind.Gru, 96, Nonlinearity.Relu, ["vad_gru", "noise_gru", "input"]),
        new("gains", null, 22, Nonlinearity.Sigmoid, ["denoise_gru"], IsOutput: true),
    ];

    /// <summary>PufferLib's agent of Pong: 8 values to three actions and what the place is worth.</summary>
    public static IReadOnlyList<NetLayer> Player { get; } =
    [
        new("encoder", null, 128, Nonlinearity.Relu, ["input"]),
        new("lstm", CellKind.Lstm, 128, Nonlinearity.Tanh, ["encoder"]),
        new("head", null, 4, Nonlinearity.Identity, ["lstm"], IsOutput: true),
    ];
}
