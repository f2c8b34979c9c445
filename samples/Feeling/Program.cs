using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CellGen;
using CellGen.Samples;
using CellGen.Samples.Feeling;
using Spectre.Console;

const int BatchSize = 32;
const int Epochs = 10;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
long start = Stopwatch.GetTimestamp();
var command = new SampleCommand("Is a sentence pleasant?");
Argument<string[]> sentences = command.Words("sentences", "Sentences to judge.", "the food was good", "the food was not good", "it is not bad", "nothing wrong with the food");
if (!command.Read(args))
{
    return command.ExitCode;
}

string folder = command.CreateFolder();
var corpus = new Corpus(AppContext.BaseDirectory);
Fold[] folds = [.. Enumerable.Range(0, Fold.Count).Select(number => new Fold(corpus, number))];
AnsiConsole.MarkupLine("[bold]Is a sentence pleasant?[/]");
Console.WriteLine($"{corpus.Sentences.Length:#,0} sentences, {corpus.Sentences.Count(sentence => Corpus.HasNegation(sentence.Text))} of which deny something; each fifth is held out in turn.");

Contender[] contenders =
[
    Contender.Of("values added", folds.SelectMany(fold => Sums(fold.HeldOut)), folds.SelectMany(fold => Sums(fold.HeldOutComposed))),
    Train("bag", () => new BagNet(seed: 1), path => BagNet.Load(path)),
    Train("window", () => new WindowNet(seed: 1), path => WindowNet.Load(path)),
    Train("LSTM", () => new LstmNet(seed: 1), path => LstmNet.Load(path)),
    Train("bag, grammar", () => new BagNet(seed: 1), path => BagNet.Load(path), grammar: true),
    Train("window, grammar", () => new WindowNet(seed: 1), path => WindowNet.Load(path), grammar: true),
    Train("LSTM, grammar", () => new LstmNet(seed: 1), path => LstmNet.Load(path), grammar: true),
];
Contender lstm = contenders[^1];

Console.WriteLine("Right, of the held-out sentences: all real ones, those that deny something, composed ones");
foreach (Contender contender in contenders)
{
    Console.WriteLine($"  {contender.Name,-18}{contender.Right,8:0.0%}{contender.RightWithNegation,8:0.0%}{contender.RightComposed,8:0.0%}");
}

Console.WriteLine("How likely pleasant: bag, window, LSTM, and the three with the grammar");
foreach (string sentence in command.Value(sentences))
{
    Console.WriteLine($"  {string.Concat(contenders[1..].Select(net => $"{net.Pleasant!(sentence.ToLowerInvariant()),6:0%}"))}   {sentence}");
}

string picture = Path.Combine(folder, "feeling.svg");
File.WriteAllText(picture, Chart.Draw(contenders));
bool beaten = contenders.Where(contender => !contender.Name.StartsWith("LSTM", StringComparison.Ordinal)).All(
    baseline => lstm.Right > baseline.Right && lstm.RightComposed > baseline.RightComposed);
bool same = contenders.All(contender => contender.ReloadedSame);
Console.WriteLine(beaten ? "The LSTM beats all baselines." : "The LSTM does NOT beat all baselines.");
Console.WriteLine($"Picture    {picture}");
Console.WriteLine($"Weights    {Path.Combine(folder, nameof(LstmNet) + ".safetensors")}");
Console.WriteLine($"Reloaded   the answers are {(same ? "the same bits" : "NOT the same bits")}");
Console.WriteLine($"In all     {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
return same && beaten ? 0 : 1;

IEnumerable<(string Text, int Label, int Answer)> Sums(IEnumerable<(string Text, int Label)> sentences) => sentences.Select(sentence => (
    sentence.Text, sentence.Label, sentence.Text.Split(' ', '.', ',', '!').Sum(word => corpus.Values.GetValueOrDefault(word)) > 0 ? 1 : 0));

// A net for each fold, all alike: each sentence is answered by the net that has not seen it.
Contender Train<TNet>(string name, Func<TNet> make, Func<string, TNet> load, bool grammar = false)
    where TNet : class, ITrainable
{
    var real = new List<(string, int, int)>();
    var composed = new List<(string, int, int)>();
    TNet net = make();
    TrainingLog.Show(name, Fold.Count * Epochs, log =>
    {
        foreach (Fold fold in folds)
        {
            NoisyTokens training = grammar ? fold.WithComposed : fold.Training;
            net = make();
            Lexicon.Into(net, fold.Words, corpus.Values);
            var trainer = new Trainer<TNet>(net, new AdamW(net.Parameters.Length), Loss.WeightedCrossEntropy(labelSmoothing: 0.1f))
            {
                BatchSize = BatchSize,
                BucketByLength = true,
                ClipNorm = 1,
                Threads = Environment.ProcessorCount,
                Schedule = new CosineSchedule(grammar ? 0.004f : 0.002f, steps: training.Count / BatchSize * Epochs),
                Stop = new EarlyStopping(patience: 4),
                ReportEvery = 10,
            };
            trainer.Fit(training, grammar ? fold.ValidationWithComposed : fold.Validation, Epochs, log);
            log.EpochsBefore += Epochs;
            real.AddRange(Asked(fold, fold.HeldOut));
            composed.AddRange(Asked(fold, fold.HeldOutComposed));
        }
    });
    Fold last = folds[^1];
    bool same = Answers.SameFromFile(net, Path.Combine(folder, typeof(TNet).Name + ".safetensors"), load, new NoisyTokens(last.HeldOut, last.Words));
    return Contender.Of(name, real, composed) with { Pleasant = Pleasant, ReloadedSame = same };

    IEnumerable<(string Text, int Label, int Answer)> Asked(Fold fold, (string Text, int Label)[] sentences) => sentences.Zip(
        Answers.Classes(net, new NoisyTokens(sentences, fold.Words)), (sentence, answer) => (sentence.Text, sentence.Label, answer));

    double Pleasant(string text)
    {
        float[] scores = Answers.Of(net, new NoisyTokens([(text, 0)], last.Words))[0];
        return 1 / (1 + Math.Exp(scores[0] - scores[1]));
    }
}
