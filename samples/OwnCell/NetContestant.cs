using System.Diagnostics;

namespace CellGen.Samples.OwnCell;

/// <summary>A cell as a generated class.</summary>
/// <param name="name">What papers call it.</param>
/// <param name="difference">What it has not, or what it is.</param>
/// <param name="isAblation">Whether it is an LSTM with something taken out.</param>
/// <param name="newNet">Makes a net from a seed.</param>
/// <param name="newTape">Makes a tape for so many steps and sequences.</param>
/// <param name="values">The values of a gradient.</param>
public sealed class NetContestant<TNet, TState, TTape, TGradient>(
    string name, string difference, bool isAblation, Func<int, TNet> newNet, Func<int, int, TTape> newTape, ValuesOf<TGradient> values)
    : Contestant(name, difference, isAblation)
    where TNet : ILetterNet<TState, TTape, TGradient>
    where TState : struct
    where TGradient : new()
{
    private const int Rounds = 60;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(1);
    private static readonly int[] Lengths = [.. Enumerable.Repeat(Settings.Steps, Settings.BatchSize)];

    /// <inheritdoc/>
    public override int Hidden { get; } = Constant("HiddenSize");

    /// <inheritdoc/>
    public override int Parameters { get; } = Constant("ParameterCount");

    /// <inheritdoc/>
    public override Score Train(Novel novel, Settings settings, int seed)
    {
        TNet net = newNet(seed);
        TTape tape = newTape(Settings.Steps, Settings.BatchSize);
        var gradient = new TGradient();
        var optimizer = new Adam(net.Parameters.Length);
        var random = new Random(seed);
        var (input, target) = (new int[Settings.BatchSize * Settings.Steps], new int[Settings.BatchSize * Settings.Steps]);
        var scores = new float[input.Length * Alphabet.Size];
        for (int update = 0; update < settings.Updates; update++)
        {
            for (int row = 0; row < input.Length; row += Settings.Steps)
            {
                int start = random.Next(novel.Training.Length - Settings.Steps);
                novel.Training.AsSpan(start, Settings.Steps).CopyTo(input.AsSpan(row));
                novel.Training.AsSpan(start + 1, Settings.Steps).CopyTo(target.AsSpan(row));
            }

            values(gradient).Clear();
            net.Forward(input, scores, Lengths, [], tape, BatchLayout.BatchFirst);
            SoftmaxCrossEntropy.Compute(scores, target, Alphabet.Size, scores);
            net.Backward(input, scores, Lengths, [], gradient, tape, BatchLayout.BatchFirst);
            GradientClipping.ByGlobalNorm(values(gradient), Settings.MaxGradientNorm);
            optimizer.LearningRate = settings.Rate * (1 - ((float)update / settings.Updates));
            optimizer.Step(net.Parameters, values(gradient));
        }

        return new(Windows(net, tape, novel.HeldOut), Stream(net, novel.HeldOut));
    }

    /// <inheritdoc/>
    public override double NanosecondsPerStep()
    {
        TNet net = newNet(1);
        var scores = new float[Alphabet.Size];
        TState state = default;
        Time(WarmUp);
        return Enumerable.Range(0, Rounds).Min(_ => Time(RoundTime));

        double Time(TimeSpan atLeast)
        {
            long start = Stopwatch.GetTimestamp();
            long steps = 0;
            TimeSpan elapsed;
            do
            {
                for (int i = 0; i < 100; i++)
                {
                    net.Step(i % Alphabet.Size, scores, ref state);
                }

                steps += 100;
                elapsed = Stopwatch.GetElapsedTime(start);
            }
            while (elapsed < atLeast);

            return elapsed.TotalNanoseconds / steps;
        }
    }

    private static double Windows(TNet net, TTape tape, int[] text)
    {
        double sum = 0;
        int batches = (text.Length - 1) / (Settings.BatchSize * Settings.Steps);
        var scores = new float[Settings.BatchSize * Settings.Steps * Alphabet.Size];
        for (int batch = 0; batch < batches; batch++)
        {
            int start = batch * Settings.BatchSize * Settings.Steps;
            net.Forward(text.AsSpan(start, Settings.BatchSize * Settings.Steps), scores, Lengths, [], tape, BatchLayout.BatchFirst);
            sum += SoftmaxCrossEntropy.Compute(scores, text.AsSpan(start + 1, Settings.BatchSize * Settings.Steps), Alphabet.Size, []);
        }

        return sum / batches / Math.Log(2);
    }

    private static double Stream(TNet net, int[] text)
    {
        double sum = 0;
        TState state = default;
        var scores = new float[Alphabet.Size];
        for (int i = 0; i < text.Length - 1; i++)
        {
            net.Step(text[i], scores, ref state);
            sum += SoftmaxCrossEntropy.Compute(scores, text.AsSpan(i + 1, 1), Alphabet.Size, []);
        }

        return sum / (text.Length - 1) / Math.Log(2);
    }

    private static int Constant(string name) => (int)typeof(TNet).GetField(name)!.GetRawConstantValue()!;
}
