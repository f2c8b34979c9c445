using System.Diagnostics;
using System.Globalization;
using CellGen;
using CellGen.Samples;
using CellGen.Samples.Gestures;
using Spectre.Console;

const int BatchSize = 32;
const int Epochs = 25;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
long start = Stopwatch.GetTimestamp();
var command = new SampleCommand("Which shape does somebody draw, and how soon is that known?");
if (!command.Read(args))
{
    return command.ExitCode;
}

string folder = command.CreateFolder();
AnsiConsole.MarkupLine($"[bold]Which of {Shape.All.Length} shapes does somebody draw, and how soon is that known?[/]");
var data = new StrokeData();
Console.WriteLine($"{data.Training.Length:#,0} strokes of {StrokeData.TrainingPeople} people to learn from, {data.Validation.Length:#,0} of {StrokeData.ValidationPeople} others to say when to stop, {data.HeldOut.Length:#,0} of {StrokeData.HeldOutPeople} held out: all of them made up.");

// The net, by strokes that are whole and strokes that are not done yet.
var net = new GestureNet(seed: 1);
SequenceList training = StrokeData.WholeAndCut(data.Training);
var trainer = new Trainer<GestureNet>(net, new AdamW(net.Parameters.Length), Loss.CrossEntropy)
{
    BatchSize = BatchSize,
    BucketByLength = true,
    ClipNorm = 1,
    Threads = Environment.ProcessorCount,
    Schedule = new CosineSchedule(0.005f, steps: training.Count / BatchSize * Epochs),
    Stop = new EarlyStopping(patience: Epochs),
    ReportEvery = 20,
};
TrainingLog.Show("GRU of 48 units", Epochs, log => trainer.Fit(training, StrokeData.WholeAndCut(data.Validation), Epochs, log));
TimeWarping baseline = TimeWarping.Fit(data);
bool same = Answers.SameFromFile(net, Path.Combine(folder, "gestures.safetensors"), path => GestureNet.Load(path), StrokeData.Whole(data.HeldOut));

// The held-out people, on one thread as in a game. The first time is the compiler's.
var recognizer = new Recognizer(net);
GameLoop[] loops = [];
(bool Right, double Time)[] warped = [];
for (int time = 0; time < 2; time++)
{
    loops = [.. data.HeldOut.Select(stroke => new GameLoop(recognizer, stroke))];
    warped = [.. data.HeldOut.Select(Warp)];
}

var summary = new Summary(loops, warped);
int[] guesses = Answers.Classes(net, StrokeData.Whole(data.Validation));
Console.WriteLine($"Of the validation strokes right: the net {Right(guesses):0.00%}, time warping {Right([.. data.Validation.Select(baseline.Guess)]):0.00%}.");
Console.WriteLine();
Console.WriteLine("                                right of the whole strokes   time for a stroke");
Console.WriteLine($"{$"time warping, band {baseline.Band}, {data.Training.Length:#,0} strokes",-36}{summary.BaselineRight,18:0.00%}{summary.BaselineTime,18:0.0} µs");
Console.WriteLine($"{"net",-36}{summary.Right,18:0.00%}{summary.Time,18:0.0} µs");
Console.WriteLine();
Console.WriteLine($"While somebody draws, the net is right after a quarter of the stroke in {summary.RightAt(0.25):0%}, after half of it in {summary.RightAt(0.5):0%}, after three quarters in {summary.RightAt(0.75):0%}.");
Console.WriteLine($"A game that acts once it is {GameLoop.Sure:0%} sure acts on {summary.Sure.Acted:0.0%} of the strokes, after {summary.Sure.Part:0%} of them in the median, and {summary.Sure.Right:0.0%} of that is right.");
Console.WriteLine($"A frame's Step: {summary.FrameTime(0.5):0.00} µs in the median, {summary.FrameTime(0.99):0.00} in 99 of 100. {summary.Bytes} bytes allocated.");
for (int shape = 0; shape < Shape.All.Length; shape++)
{
    Console.WriteLine($"  {Shape.All[shape].Name,-10}known for good after {summary.KnownFrom(shape):0%}");
}

string picture = Path.Combine(folder, "gestures.svg");
File.WriteAllText(picture, Chart.Draw(data.HeldOut, loops, summary));
bool beaten = summary.Right >= summary.BaselineRight && summary.Time <= summary.BaselineTime / 10;
Console.WriteLine();
Console.WriteLine($"Picture    {picture}");
Console.WriteLine($"Weights    {Path.Combine(folder, "gestures.safetensors")}");
Console.WriteLine($"Reloaded   the scores are {(same ? "the same bits" : "NOT the same bits")}");
Console.WriteLine($"Margin     {(beaten ? "met" : "NOT met")}: at least as often right, in at most a tenth of the time (it is {summary.BaselineTime / summary.Time:0} times as fast)");
Console.WriteLine($"In all     {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
return same && beaten && summary.Bytes == 0 ? 0 : 1;

double Right(int[] guesses) => guesses.Where((guess, i) => guess == data.Validation[i].Class).Count() / (double)guesses.Length;

(bool Right, double Time) Warp(Stroke stroke)
{
    long before = Stopwatch.GetTimestamp();
    bool right = baseline.Guess(stroke) == stroke.Class;
    return (right, (Stopwatch.GetTimestamp() - before) * 1e6 / Stopwatch.Frequency);
}
