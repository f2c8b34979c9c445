namespace CellGen.Samples.Memory;

/// <summary>A kind of cell that learns the task anew at each distance, and how often it is right.</summary>
/// <param name="name">The kind.</param>
/// <param name="create">A net that knows nothing.</param>
/// <param name="place">Where the key is.</param>
public sealed class Contestant(string name, Func<ITrainable> create, KeyPlace place)
{
    /// <summary>The distances, each with a net of its own.</summary>
    public static readonly int[] Distances = [5, 10, 20, 30, 40];

    /// <summary>The most updates at a distance; a net that has learned the task stops.</summary>
    public const int Updates = Epochs * Sequences / BatchSize;

    /// <summary>The sequences of an update.</summary>
    public const int BatchSize = 20;

    private const int Epochs = 40;
    private const int Sequences = 2000;

    private readonly double[] _accuracies = new double[Distances.Length];

    /// <summary>The kind.</summary>
    public string Name => name;

    /// <summary>Where the key is.</summary>
    public KeyPlace Place => place;

    /// <summary>At each distance, the part of held-out sequences of which it names the key.</summary>
    public IReadOnlyList<double> Accuracies => _accuracies;

    /// <summary>The net that has learned at the largest distance.</summary>
    public ITrainable Net { get; private set; } = create();

    /// <summary>Trains and tests at a distance.</summary>
    /// <param name="index">Which of <see cref="Distances"/>.</param>
    /// <param name="progress">Is told after each epoch.</param>
    public void Run(int index, IProgress<TrainingReport> progress)
    {
        int distance = Distances[index];
        ITrainable net = create();
        var trainer = new Trainer<ITrainable>(net, new Adam(net.Parameters.Length, 0.005f), Loss.CrossEntropy)
        {
            BatchSize = BatchSize,
            ClipNorm = 1,
            Metric = Loss.ErrorRate,
            Stop = new EarlyStopping(Epochs, threshold: 0),
        };
        trainer.Fit(new Recall(Sequences, seed: distance, distance, place), new Recall(200, seed: 1000 + distance, distance, place), Epochs, progress);
        _accuracies[index] = 1 - trainer.Evaluate(new Recall(500, seed: 2000 + distance, distance, place)).Metric;
        Net = index == Distances.Length - 1 ? net : Net;
    }
}
