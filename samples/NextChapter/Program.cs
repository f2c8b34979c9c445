using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CellGen;
using CellGen.Samples;
using CellGen.Samples.NextChapter;
using Spectre.Console;

const int Streams = 8;
const int Steps = 64;
const int Epochs = 10;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
long start = Stopwatch.GetTimestamp();
var command = new SampleCommand("An LSTM reads a text, guesses what comes next, and goes on writing.");
Option<bool> words = command.Switch("--words", "Words instead of characters.");
Option<string> text = command.Option("--text", "FILE", "What it reads.", Path.Combine(AppContext.BaseDirectory, "generator.txt"));
Option<string> seed = command.Option("--seed", "TEXT", "What it goes on from when it writes.", "/// <summary>");
if (!command.Read(args))
{
    return command.ExitCode;
}

TextUnit kind = command.Value(words) ? TextUnit.Words : TextUnit.Characters;
return kind == TextUnit.Words ? Tell(new WordNet(seed: 1)) : Tell(new CharacterNet(seed: 1));

int Tell<TNet>(TNet model)
    where TNet : class, ITextNet<TNet>
{
    string unit = kind == TextUnit.Words ? "word" : "character";
    var book = new Book(command.Value(text), kind, TNet.MaxTokens);
    AnsiConsole.MarkupLine($"[bold]An LSTM reads a text and guesses the next {unit}[/]");
    Console.WriteLine($"{book.All.Length:#,0} {unit}s of {book.Vocabulary.Count} kinds; {book.HeldOut.Length:#,0} more are held out.");

    // Training: streams side by side, each piece of which goes on from the state in which the one before it ended.
    var training = new TokenStreams(book.Training, Streams, Steps);
    var trainer = new Trainer<TNet>(model, new AdamW(model.Parameters.Length), Loss.CrossEntropy)
    {
        BatchSize = Streams,
        CarryState = true,
        Shuffle = false,
        ClipNorm = 1,
        Threads = Environment.ProcessorCount,
        Schedule = new CosineSchedule(0.008f, steps: training.Count / Streams * Epochs),
        Stop = new EarlyStopping(patience: 2),
        ReportEvery = 20,
    };
    TrainingLog log = TrainingLog.Show("Training", Epochs, log => trainer.Fit(training, new NextTokens(book.Validation, steps: 1000), Epochs, log));

    // The held-out tenth, beside models that count.
    var reader = new Reader<TNet>(model, book.Vocabulary);
    double error = reader.Bits(book.HeldOut);
    (string Name, double Bits)[] models =
    [
        .. new[] { 2, 3, 5, 7 }.Select(n => ($"{n}-gram", new NGram(book.All, n, book.Vocabulary.Count).Bits(book.HeldOut))), ("LSTM", error),
    ];
    Console.WriteLine($"Bits a {unit} on the held-out tenth:");
    foreach ((string name, double bits) in models)
    {
        Console.WriteLine($"  {name,-8}{bits,7:0.000}");
    }

    // The weights, with the vocabulary beside them, to files and back.
    string folder = command.CreateFolder();
    string weights = Path.Combine(folder, unit + "s.safetensors");
    model.Save(weights);
    book.Vocabulary.Save(Path.ChangeExtension(weights, ".vocabulary.txt"));
    var reloaded = new Reader<TNet>(TNet.Load(weights), Vocabulary.Load(Path.ChangeExtension(weights, ".vocabulary.txt")));
    bool same = reloaded.Bits(book.HeldOut) == error;

    foreach (float temperature in new[] { 0.3f, 0.7f, 1f })
    {
        AnsiConsole.Write(new Panel(new Text(reloaded.Write(command.Value(seed), kind == TextUnit.Words ? 100 : 300, temperature))).Header($"temperature {temperature}"));
    }

    string picture = Path.Combine(folder, unit + "s.svg");
    File.WriteAllText(picture, Chart.Draw(log.Epochs, models, unit));
    bool beaten = models[..^1].All(baseline => error < baseline.Bits);
    Console.WriteLine(beaten ? "The net beats all of them." : "The net does NOT beat all of them.");
    Console.WriteLine($"Picture    {picture}");
    Console.WriteLine($"Weights    {weights}");
    Console.WriteLine($"Reloaded   the error is {(same ? "the same bits" : "NOT the same bits")}");
    Console.WriteLine($"In all     {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
    return same && beaten ? 0 : 1;
}
