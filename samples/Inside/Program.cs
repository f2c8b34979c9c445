using System.Diagnostics;
using System.Globalization;
using CellGen;
using CellGen.Pictures;
using CellGen.Samples;
using CellGen.Samples.Inside;
using Spectre.Console;

const int Streams = 8;
const int Steps = 64;
const int Epochs = 6;
const int Untrained = 5;
const int Sought = 2; // brackets and comments; of the others the table tells
const double Margin = 0.15;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
long start = Stopwatch.GetTimestamp();
var command = new SampleCommand("A trained character net taken apart: what does each unit count?");
if (!command.Read(args))
{
    return command.ExitCode;
}

string folder = command.CreateFolder();
var corpus = new Corpus(Path.Combine(AppContext.BaseDirectory, "generator.txt"), CharacterNet.VocabularySize);
AnsiConsole.MarkupLine("[bold]A net learns to guess characters. What has it found out on the way?[/]");
Console.WriteLine($"{corpus.Training.Length:#,0} characters to learn from, {corpus.Choosing.Tokens.Length:#,0} to choose units on, {corpus.HeldOut.Tokens.Length:#,0} held out.");

// What it computes, in the form of the papers.
Console.WriteLine($"\n{NetEquations.Of<CharacterNet>()}");

// Training: streams side by side, each piece of which goes on from the state in which the one before it ended.
var model = new CharacterNet(seed: 1);
var training = new TokenStreams(corpus.Training, Streams, Steps);
var trainer = new Trainer<CharacterNet>(model, new AdamW(model.Parameters.Length), Loss.CrossEntropy)
{
    BatchSize = Streams,
    CarryState = true,
    Shuffle = false,
    ClipNorm = 1,
    Threads = Environment.ProcessorCount,
    Schedule = new CosineSchedule(0.008f, steps: training.Count / Streams * Epochs),
    ReportEvery = 20,
};
TrainingLog log = TrainingLog.Show("Training", Epochs, log => trainer.Fit(training, new NextTokens(corpus.Choosing.Tokens, steps: 1000), Epochs, log));

// What a reader of programs keeps in mind, and the unit that goes best with it: chosen on one part of the text, measured on another.
Finding[] found = Finding.Of(model, corpus);
Finding[][] untrained = [.. Enumerable.Range(0, Untrained).Select(seed => Finding.Of(new CharacterNet(seed: 100 + seed), corpus))];

bool beaten = true;
Feature[] features = corpus.HeldOut.Features;
var table = new Table().AddColumns("", "unit", "trained", $"best of {Untrained} untrained", "last character");
for (int i = 0; i < found.Length; i++)
{
    double other = untrained.Max(net => Math.Abs(net[i].Correlation));
    double character = Math.Abs(Finding.OfLastCharacter(corpus, i));
    beaten &= i >= Sought || Math.Abs(found[i].Correlation) >= Math.Max(other, character) + Margin;
    table.AddRow(features[i].Name, $"{found[i].Unit}", $"{found[i].Correlation:0.000}", $"{other:0.000}", $"{character:0.000}");
}

AnsiConsole.Write(table);

// Weights to a file and back.
string weights = Path.Combine(folder, "inside.safetensors");
model.Save(weights);
bool same = Finding.Of(CharacterNet.Load(weights), corpus).SequenceEqual(found);

Gallery.Save(folder, model, corpus.HeldOut, found[..Sought], log.Epochs);
Console.WriteLine($"The units of brackets and comments are {(beaten ? "" : "NOT ")}ahead of both by {Margin} and more.");
Console.WriteLine($"Pictures   {folder}");
Console.WriteLine($"Weights    {weights}");
Console.WriteLine($"Reloaded   the correlations are {(same ? "the same bits" : "NOT the same bits")}");
Console.WriteLine($"In all     {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, {Environment.CpuUsage.UserTime.TotalSeconds:0} s of processor time");
return same && beaten ? 0 : 1;
