namespace CellGen.Samples.Adapt;

/// <summary>What the net knows before it meets a player: what players do.</summary>
public static class Pretraining
{
    /// <summary>The epochs.</summary>
    public const int Epochs = 30;

    private const int Players = 400;
    private const int Moves = 120;

    /// <summary>Trains a net on games of many players, none of whom is met later.</summary>
    public static HabitNet Run(IProgress<TrainingReport> progress)
    {
        var net = new HabitNet(seed: 1);
        var trainer = new Trainer<HabitNet>(net, new AdamW(net.Parameters.Length), Loss.NegativeLogLikelihood)
        {
            BatchSize = 10,
            ClipNorm = 1,
            Schedule = new CosineSchedule(0.01f, Epochs * Players / 10),
            Threads = Environment.ProcessorCount,
            Stop = new EarlyStopping(Epochs),
        };
        trainer.Fit(Games(Players, firstSeed: 1), Games(100, firstSeed: 10_000), Epochs, progress);
        return net;
    }

    private static SequenceList Games(int count, int firstSeed)
    {
        var games = new SequenceList();
        for (int i = 0; i < count; i++)
        {
            var player = new Player(firstSeed + i);
            (float[] inputs, int[] moves) = (new float[Moves * Player.InputSize], new int[Moves]);
            for (int t = 0; t < Moves; t++)
            {
                (moves[t], _) = player.Next(inputs.AsSpan(t * Player.InputSize, Player.InputSize));
            }

            games.Add(Moves, inputs, moves);
        }

        return games;
    }
}
