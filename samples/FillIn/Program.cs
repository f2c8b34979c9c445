using System.Diagnostics;
using System.Globalization;
using CellGen;
using CellGen.Samples;
using CellGen.Samples.FillIn;
using Spectre.Console;

const int BatchSize = 16;
const int Epochs = 8;
const int Distance = 12;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
long start = Stopwatch.GetTimestamp();
var command = new SampleCommand("A letter is left out: which?");
if (!command.Read(args))
{
    return command.ExitCode;
}

string folder = command.CreateFolder();
var book = new Book(Path.Combine(AppContext.BaseDirectory, "persuasion.txt"), TextUnit.Characters, BothWaysNet.VocabularySize);
var heldOut = new Gaps(book.HeldOut, Distance);
int[] places = [.. heldOut.Places];
AnsiConsole.MarkupLine("[bold]A letter is left out: which?[/]");
Console.WriteLine($"{book.All.Length:#,0} letters of a novel; {places.Length:#,0} gaps in {book.HeldOut.Length:#,0} more, which are held out.");

(double oneWay, double oneWayWrong, bool oneSame) = Train("LSTM, from the left", new OneWayNet(seed: 1), path => OneWayNet.Load(path));
(double bothWays, double bothWaysWrong, bool bothSame) = Train("LSTM, both ways", new BothWaysNet(seed: 1), path => BothWaysNet.Load(path));
(string Name, double Bits)[] models =
[
    .. new[] { 2, 3, 5, 7 }.Select(order => ($"{order}-gram", Counted(order))), ("LSTM, from the left", oneWay), ("LSTM, both ways", bothWays),
];
Console.WriteLine("Bits a gap of the held-out tenth:");
foreach ((string name, double bits) in models)
{
    Console.WriteLine($"  {name,-20}{bits,7:0.000}");
}

Console.WriteLine($"Right: {1 - oneWayWrong:0.0%} from the left, {1 - bothWaysWrong:0.0%} both ways.");
string picture = Path.Combine(folder, "fill-in.svg");
var svg = new Svg(640, 300);
svg.Text(24, 30, "A letter of a novel is left out: bits a gap, less is better", weight: "bold");
Bars.Draw(svg, 24, 56, 580, models, bits => bits.ToString("0.000", CultureInfo.InvariantCulture));
File.WriteAllText(picture, svg.ToString());
bool beaten = models[..^1].All(model => bothWays < model.Bits);
bool same = oneSame && bothSame;
Console.WriteLine(beaten ? "Both ways beat all others." : "Both ways do NOT beat all others.");
Console.WriteLine($"Picture    {picture}");
Console.WriteLine($"Weights    {Path.Combine(folder, nameof(BothWaysNet) + ".safetensors")}");
Console.WriteLine($"Reloaded   the answers are {(same ? "the same bits" : "NOT the same bits")}");
Console.WriteLine($"In all     {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
return same && beaten ? 0 : 1;

// The n-grams are given all that is before a gap, also the letters of gaps before it.
double Counted(int order)
{
    var model = new NGram(book.All, order, book.Vocabulary.Count);
    return places.Average(place => -Math.Log2(model.Probability(book.HeldOut.AsSpan(0, place), book.HeldOut[place])));
}

(double Bits, double Wrong, bool Same) Train<TNet>(string name, TNet net, Func<string, TNet> load)
    where TNet : class, ITrainable
{
    var training = new Gaps(book.Training, Distance);
    var trainer = new Trainer<TNet>(net, new AdamW(net.Parameters.Length), Loss.CrossEntropy)
    {
        BatchSize = BatchSize,
        ClipNorm = 1,
        Threads = Environment.ProcessorCount,
        Schedule = new CosineSchedule(0.008f, steps: training.Count / BatchSize * Epochs),
        Stop = new EarlyStopping(patience: 2),
        Metric = Loss.ErrorRate,
        ReportEvery = 10,
    };
    TrainingLog.Show(name, Epochs, log => trainer.Fit(training, new Gaps(book.Validation, Distance), Epochs, log));
    (double nats, double wrong) = trainer.Evaluate(heldOut);
    return (nats / Math.Log(2), wrong, Answers.SameFromFile(net, Path.Combine(folder, typeof(TNet).Name + ".safetensors"), load, heldOut));
}
