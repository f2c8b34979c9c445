using System.Diagnostics;
using System.Globalization;
using CellGen.Samples;
using CellGen.Samples.Weather;
using Spectre.Console;

const int Seed = 42;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
long start = Stopwatch.GetTimestamp();
var command = new SampleCommand("Fills gaps of one to seven days in Seattle's weather.");
if (!command.Read(args))
{
    return command.ExitCode;
}

string folder = command.CreateFolder();

// The last year is put aside: nothing is fitted to it and nothing is chosen by it.
WeatherDay[] days = WeatherData.Load(Path.Combine(AppContext.BaseDirectory, "seattle-weather.csv"));
WeatherDay[] Years(int first, int last) => [.. days.Where(day => day.Date.Year >= first && day.Date.Year <= last)];
WeatherDay[] heldOut = Years(2015, 2015);

AnsiConsole.MarkupLine("[bold]Filling gaps of 1–7 days in Seattle's weather[/]");
AnsiConsole.MarkupLine(
    $"A bidirectional GRU, {WeatherNet.LayerCount} layers of {WeatherNet.HiddenSize}, {WeatherNet.ParameterCount} parameters; vectors: {new WeatherNet().VectorWidth}.");

// How long to train is chosen on 2014; then the net is trained anew, on all three years, for so long.
Trainer trainer = TrainingProgress.Show(progress =>
{
    int updates = StoppingPoint.Find(
        Years(2012, 2013), Years(2014, 2014), Seed, progress.Begin("Choosing when to stop", StoppingPoint.MaxUpdates));
    Action<float, double> report = progress.Begin($"Training, {updates} updates", updates);
    var trainer = new Trainer(Years(2012, 2014), Seed);
    for (int update = 0; update < updates; update++)
    {
        report(trainer.Update(), double.NaN);
    }

    return trainer;
});

// The held-out year.
NetFiller net = trainer.Filler(heldOut.Length);
IGapFiller[] fillers = [net, new LinearFiller(), new ClimatologyFiller(trainer.Climatology)];
var evaluation = new Evaluation(heldOut, rounds: 20, seed: Seed + 2);
bool beaten = ErrorTable.Write(evaluation, fillers);

// The picture: March and April, with the gaps of the first round.
string picture = Path.Combine(folder, "weather.svg");
Range stretch = new(new DateOnly(2015, 3, 1).DayOfYear - 1, new DateOnly(2015, 4, 30).DayOfYear);
File.WriteAllText(picture, Chart.Draw(heldOut, evaluation.FirstRound, stretch, fillers));

// The weights, to a file and back.
string weights = Path.Combine(folder, "weather.safetensors");
trainer.Net.Save(weights);
WeatherNet loaded = WeatherNet.Load(weights);
bool same = Inference.SameBits(net, trainer.FillerOf(loaded, heldOut.Length), evaluation.FirstRound);
(double nanoseconds, long bytes) = Inference.Measure(loaded, heldOut.Length);

// Plain lines, so that nothing is broken inside a path.
Console.WriteLine();
Console.WriteLine($"Picture    {picture}");
Console.WriteLine($"Weights    {weights}");
Console.WriteLine($"Reloaded   the outputs are {(same ? "the same bits" : "NOT the same bits")}");
Console.WriteLine($"Inference  {nanoseconds:0} ns a step (two layers, both directions and the head), {bytes} bytes allocated");
Console.WriteLine($"In all     {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
return same && beaten && bytes == 0 ? 0 : 1;
