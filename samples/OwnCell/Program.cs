using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CellGen.Samples;
using CellGen.Samples.OwnCell;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
long start = Stopwatch.GetTimestamp();
var preset = new Settings();
var command = new SampleCommand("What in an LSTM matters? Eleven cells, each written as equations, guess the next letter of a novel.");
Option<int> seeds = command.Option("--seeds", "N", "How many nets of each cell.", preset.Seeds);
Option<int> updates = command.Option("--updates", "N", "Updates of the weights.", preset.Updates);
Option<float> rate = command.Option("--rate", "X", "The learning rate of the first update.", preset.Rate);
if (!command.Read(args))
{
    return command.ExitCode;
}

var settings = new Settings { Seeds = command.Value(seeds), Updates = command.Value(updates), Rate = command.Value(rate) };
Novel novel = Novel.Load(Path.Combine(AppContext.BaseDirectory, "persuasion.txt"));
AnsiConsole.MarkupLine("[bold]What in an LSTM matters? Eleven cells, each written as equations, guess the next letter of a novel[/]");
AnsiConsole.MarkupLine(
    $"{novel.Training.Length:#,0} letters to learn from, {novel.HeldOut.Length:#,0} held out; {settings.Updates:#,0} updates, each of {Settings.BatchSize} windows of {Settings.Steps} letters.");

IReadOnlyList<Result> results = Contest.Run(novel, settings);
(string Name, double Bits)[] baselines =
[
    .. new[] { ("letters", 1), ("pairs", 2), ("triples", 3) }.Select(baseline => (baseline.Item1, new NGram(novel.Training, baseline.Item2, Alphabet.Size).Bits(novel.HeldOut))),
];
ResultTable.Write(results, baselines);

string picture = Path.Combine(command.CreateFolder(), "own-cells.svg");
File.WriteAllText(picture, Chart.Draw(results, baselines[^1]));

// Pairs of letters are what a net without a memory could learn at most.
string[] failures =
[
    .. results.Where(result => !double.IsFinite(result.Mean)).Select(result => $"{result.Cell.Name} diverged"),
    .. results.Take(1).Where(lstm => !(lstm.Mean < baselines[1].Bits)).Select(_ => "the LSTM is no better than counted pairs of letters"),
];
Console.WriteLine();
Console.WriteLine($"Picture    {picture}");
Console.WriteLine($"In all     {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
foreach (string failure in failures)
{
    Console.WriteLine($"Failed     {failure}");
}

return failures.Length == 0 ? 0 : 1;
