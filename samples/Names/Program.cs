using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CellGen;
using CellGen.Samples;
using CellGen.Samples.Names;
using Spectre.Console;

const int BatchSize = 32;
const int Epochs = 20;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
long start = Stopwatch.GetTimestamp();
var command = new SampleCommand("Which language is a name from?");
Argument<string[]> names = command.Words("names", "Names of your own.");
if (!command.Read(args))
{
    return command.ExitCode;
}

string folder = command.CreateFolder();
var data = new NameData(Path.Combine(AppContext.BaseDirectory, "names.tsv"));
AnsiConsole.MarkupLine($"[bold]Which of {data.Languages.Count} languages is a name from?[/]");
Console.WriteLine($"{data.Training.Length:#,0} names to learn from, {data.Validation.Length:#,0} to say when to stop, {data.HeldOut.Length:#,0} held out.");

Contestant[] nets =
[
    Train("GRU, last state", new LastStateNet(seed: 1), path => LastStateNet.Load(path), Loss.WeightedCrossEntropy(labelSmoothing: 0.1f), Letters),
    Train("GRU, mean of states", new MeanStateNet(seed: 1), path => MeanStateNet.Load(path), Loss.WeightedCrossEntropy(labelSmoothing: 0.1f), Letters),
    Train("concatenating cell", new TutorialNet(seed: 1), path => TutorialNet.Load(path), Loss.NegativeLogLikelihood, Rows),
];

// The held-out names. Which net stands against the baseline was chosen on the validation names.
Contestant best = nets.MinBy(net => net.ValidationError)!;
NaiveBayes baseline = NaiveBayes.Fit(data);
(string Name, double Right)[] results =
[
    ("naive Bayes, trigrams", Right([.. data.HeldOut.Select(name => baseline.Guess(name.Text))])),
    .. nets.Where(net => net != best).Append(best).Select(net => (net.Name, Right(net.Guess(data.HeldOut)))),
];
foreach (Contestant net in nets)
{
    Console.WriteLine($"{net.Name,-22}{1 - net.ValidationError,7:0.0%} of the validation names");
}

Console.WriteLine("Right of the held-out names:");
foreach ((string name, double right) in results)
{
    Console.WriteLine($"  {name,-22}{right,7:0.0%}");
}

foreach (string name in command.Value(names))
{
    Console.WriteLine($"{name}: {data.Languages[best.Guess([new Name(name.ToLowerInvariant(), 0)])[0]]}");
}

string picture = Path.Combine(folder, "names.svg");
File.WriteAllText(picture, Chart.Draw(data, best.Guess(data.HeldOut), best.Name, results));
bool beaten = results[^1].Right > results[0].Right;
bool same = nets.All(net => net.ReloadedSame);
Console.WriteLine(beaten ? "The net beats the baseline." : "The net does NOT beat the baseline.");
Console.WriteLine($"Picture    {picture}");
Console.WriteLine($"Weights    {Path.Combine(folder, best.Net.GetType().Name + ".safetensors")}");
Console.WriteLine($"Reloaded   the scores are {(same ? "the same bits" : "NOT the same bits")}");
Console.WriteLine($"In all     {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
return same && beaten ? 0 : 1;

NoisyTokens Letters(IEnumerable<Name> names, double noise) => new(names.Select(name => (name.Text, name.Language)), data.Letters, noise);

LetterRows Rows(IEnumerable<Name> names, double noise) => new(Letters(names, noise), TutorialNet.InputSize);

Contestant Train<TNet>(string name, TNet net, Func<string, TNet> load, Loss loss, Func<IEnumerable<Name>, double, ISequenceSource> sequences)
    where TNet : class, ITrainable
{
    ISequenceSource training = sequences(data.Training, 0.1);
    var trainer = new Trainer<TNet>(net, new AdamW(net.Parameters.Length), loss)
    {
        BatchSize = BatchSize,
        BucketByLength = true,
        ClipNorm = 1,
        Threads = Environment.ProcessorCount,
        Schedule = new CosineSchedule(0.004f, steps: training.Count / BatchSize * Epochs),
        Stop = new EarlyStopping(patience: Epochs),
        Metric = Loss.ErrorRate,
        ReportEvery = 20,
    };
    TrainingLog log = TrainingLog.Show(name, Epochs, log => trainer.Fit(training, sequences(data.Validation, 0), Epochs, log));
    bool same = Answers.SameFromFile(net, Path.Combine(folder, typeof(TNet).Name + ".safetensors"), load, sequences(data.HeldOut, 0));
    return new(name, net, sequences, log.Epochs[^1].Best, same);
}

double Right(int[] guesses) => guesses.Where((guess, i) => guess == data.HeldOut[i].Language).Count() / (double)guesses.Length;
