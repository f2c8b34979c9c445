namespace CellGen.Samples.Weather;

/// <summary>
/// Trains a net on windows of 60 days with fresh gaps: batches of 32, Adam, the mean squared error of the anomalies on
/// the missing days, gradients clipped to a norm of 1. After construction nothing is allocated.
/// </summary>
public sealed class Trainer
{
    private const int WindowDays = 60;
    private const int BatchSize = 32;
    private const float LearningRate = 5e-3f;
    private const float MaxGradientNorm = 1;

    private readonly WeatherDay[] _days;
    private readonly InputEncoder _encoder;
    private readonly Random _random;
    private readonly Adam _optimizer;
    private readonly WeatherNet.Tape _tape = new(WindowDays);
    private readonly WeatherNet.Gradient _gradient = new();
    private readonly WeatherDay[] _observed = new WeatherDay[WindowDays];
    private readonly float[] _input = new float[WindowDays * WeatherNet.InputSize];
    private readonly float[] _output = new float[WindowDays * WeatherNet.OutputSize];
    private readonly float[] _target = new float[WindowDays * WeatherNet.OutputSize];
    private readonly float[] _missing = new float[WindowDays * WeatherNet.OutputSize];
    private readonly float[] _outputGradient = new float[WindowDays * WeatherNet.OutputSize];

    /// <summary>A new net and all that its training needs; climatology and scales come from these days alone.</summary>
    /// <param name="days">The days to train on: whole years.</param>
    /// <param name="seed">The initial weights, the windows and the gaps.</param>
    public Trainer(WeatherDay[] days, int seed)
    {
        _days = days;
        _random = new Random(seed);
        Climatology = new Climatology(days);
        _encoder = new InputEncoder(Climatology, days);
        Net = new WeatherNet(seed);
        _optimizer = new Adam(Net.Parameters.Length, LearningRate);
    }

    /// <summary>The climatology of the days trained on.</summary>
    public Climatology Climatology { get; }

    /// <summary>The net that is trained.</summary>
    public WeatherNet Net { get; }

    /// <summary>The net as a filler of gaps; it follows the training.</summary>
    /// <param name="maxDays">The longest run of days to be filled.</param>
    public NetFiller Filler(int maxDays) => FillerOf(Net, maxDays);

    /// <summary>Another net, of the same inputs and outputs, as a filler of gaps.</summary>
    /// <param name="net">The net.</param>
    /// <param name="maxDays">The longest run of days to be filled.</param>
    public NetFiller FillerOf(WeatherNet net, int maxDays) => new(net, _encoder, Climatology, maxDays);

    /// <summary>One update of the weights, by one batch.</summary>
    /// <returns>The batch's loss before the update: mean squared anomalies, 1 for a net that says nothing.</returns>
    public float Update()
    {
        _gradient.Clear();
        float loss = 0;
        for (int i = 0; i < BatchSize; i++)
        {
            loss += AddWindow() / BatchSize;
        }

        GradientClipping.ByGlobalNorm(_gradient.Values, MaxGradientNorm);
        _optimizer.Step(Net.Parameters, _gradient.Values);
        return loss;
    }

    /// <summary>Adds the gradient of one window, as its share of the batch, and returns the window's loss.</summary>
    private float AddWindow()
    {
        ReadOnlySpan<WeatherDay> truth = _days.AsSpan(_random.Next(_days.Length - WindowDays + 1), WindowDays);
        Gaps.Cut(truth, _observed, _random);
        _encoder.Inputs(_observed, _input);
        _encoder.Anomalies(truth, _target);
        for (int i = 0; i < _missing.Length; i++)
        {
            _missing[i] = _observed[i / WeatherNet.OutputSize].IsMissing ? 1 : 0;
        }

        Net.Forward(_input, _output, _tape);
        float loss = MeanSquaredError.Compute(_output, _target, _missing, _outputGradient);
        foreach (ref float gradient in _outputGradient.AsSpan())
        {
            gradient /= BatchSize;
        }

        Net.Backward(_input, _outputGradient, inputGradient: [], _gradient, _tape);
        return loss;
    }
}
