using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CellGen;
using CellGen.Samples;
using CellGen.Samples.Pronounce;
using Spectre.Console;

const int BatchSize = 32;
const int Epochs = 10;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
long start = Stopwatch.GetTimestamp();
var command = new SampleCommand("How is a word said that one only sees written?");
Option<string[]> say = command.Option<string[]>("--say", "WORD", "Words of your own; at once, where weights are saved.", []);
if (!command.Read(args))
{
    return command.ExitCode;
}

string folder = command.CreateFolder();
string[] said = [.. command.Value(say).Select(word => word.ToLowerInvariant())];
if (said.FirstOrDefault(word => !WordData.IsWord(word)) is { } other)
{
    Console.Error.WriteLine($"'{other}' is no word here; expected 1 to {AttentiveNet.MaxSource} letters from a to z.");
    return 2;
}

var data = new WordData(Path.Combine(AppContext.BaseDirectory, "words.tsv"));
Contestant[] nets = [Contestant.Plain(new PlainNet(seed: 1), folder), Contestant.Attentive(new AttentiveNet(seed: 1), folder)];

// What was trained before can speak at once.
if (said.Length > 0 && File.Exists(nets[^1].Weights))
{
    Say(nets[^1].Load());
    return 0;
}

AnsiConsole.MarkupLine("[bold]How is a word said that one only sees written?[/]");
Console.WriteLine($"{data.Training.Length:#,0} words to learn from, {data.Validation.Length:#,0} to say when to stop, {data.HeldOut.Length:#,0} held out.");
foreach (Contestant net in nets)
{
    Train(net);
    Write(Score.Of($"{net.Name}, validation", data.Validation, net.Pronounce));
}

// The baselines, and the held-out words.
var nearest = new NearestNeighbour(data.Training);
FrequentAlignment frequent = FrequentAlignment.Fit(data);
Write(Score.Of($"alignment, {frequent.Neighbours} neighbours, validation", data.Validation, frequent.Pronounce));
Score[] scores =
[
    Score.Of("nearest spelling", data.HeldOut, nearest.Pronounce),
    Score.Of("frequent alignment", data.HeldOut, frequent.Pronounce),
    .. nets.Select(net => Score.Of(net.Name, data.HeldOut, net.Pronounce)),
];
Console.WriteLine("Of the held-out words                 phonemes    words");
foreach (Score score in scores)
{
    Write(score);
}

Contestant[] loaded = [Contestant.Plain(new PlainNet(), folder).Load(), Contestant.Attentive(new AttentiveNet(), folder).Load()];
bool same = nets.Zip(loaded).All(pair => pair.First.SameAs(pair.Second, data.HeldOut));

// By a tenth, at least.
bool beaten = scores[..2].All(baseline => scores[^1].PhonemeErrors <= 0.9 * baseline.PhonemeErrors);

// The first words that are not written as they are said.
Word[] drawn = [.. data.HeldOut.Where(word => word.Spelling.Contains("gh") || word.Spelling.Contains("ph") || word.Spelling.Contains("kn")).Take(4)];
string picture = Path.Combine(folder, "pronounce.svg");
File.WriteAllText(picture, Chart.Draw(data, (AttentiveNet)nets[^1].Net, drawn, scores));
Say(nets[^1]);
Console.WriteLine(beaten ? "The net with attention is better than both baselines by a tenth." : "The net with attention is NOT better than both baselines by a tenth.");
Console.WriteLine($"Picture    {picture}");
Console.WriteLine($"Weights    {nets[^1].Weights}");
Console.WriteLine($"Reloaded   the outputs are {(same ? "the same bits" : "NOT the same bits")}");
Console.WriteLine($"In all     {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, {Environment.CpuUsage.UserTime.TotalSeconds:0} s of processor time");
return same && beaten ? 0 : 1;

void Train(Contestant contestant)
{
    SequenceList training = WordData.Sequences(data.Training);
    var trainer = new Trainer<ITrainable>(contestant.Net, new AdamW(contestant.Net.Parameters.Length), Loss.CrossEntropy)
    {
        BatchSize = BatchSize,
        ClipNorm = 1,
        Threads = 2,
        ReportEvery = 20,
        Schedule = new CosineSchedule(0.004f, steps: training.Count / BatchSize * Epochs),
        Stop = new EarlyStopping(patience: Epochs),
    };
    TrainingLog.Show(contestant.Name, Epochs, log => trainer.Fit(training, WordData.Sequences(data.Validation), Epochs, log));
    contestant.Save();
}

void Say(Contestant contestant)
{
    foreach (string word in said)
    {
        Console.WriteLine($"{word}: {string.Join(' ', data.Say(contestant.Pronounce(word)))}");
    }
}

static void Write(Score score) => Console.WriteLine($"  {score.Name,-36}{score.PhonemeErrors,9:0.0%}{score.WordErrors,9:0.0%}");
