using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CellGen;
using CellGen.Samples;
using CellGen.Samples.Pedal;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
long start = Stopwatch.GetTimestamp();
var command = new SampleCommand("An LSTM learns a guitar pedal's diode clipper and plays it.");
if (!command.Read(args))
{
    return command.ExitCode;
}

string folder = command.CreateFolder();
const int Rate = 48_000;
AnsiConsole.MarkupLine("[bold]A diode clipper, solved as a differential equation, and an LSTM of 16 units that learns it[/]");

// Three pieces of music: to learn from, to choose the epoch by, and one that is only played at the end.
(float[] Input, float[] Target) training = Record(seconds: 20, Rate, seed: 1);
(float[] Input, float[] Target) validation = Record(4, Rate, 2);
(float[] Input, float[] Target) heldOut = Record(8, Rate, 3);
PedalNet net = Training.Run(training.Input, training.Target, validation);

// The weights, to a file and back; what is played below is the file's.
string weights = Path.Combine(folder, "pedal.safetensors");
net.Save(weights);
PedalNet loaded = PedalNet.Load(weights);
bool same = MemoryMarshal.AsBytes(Performance.Of(net, heldOut.Input, Rate).Output.AsSpan())
    .SequenceEqual(MemoryMarshal.AsBytes(Performance.Of(loaded, heldOut.Input, Rate).Output.AsSpan()));

// What people build without a net, fitted to a part of the same music, in both orders; the better one is the measure.
float[] part = training.Input[..(6 * Rate)];
Baseline[] baselines = [.. new[] { true, false }.Select(filterFirst => new Baseline(filterFirst, part, training.Target[..(6 * Rate)]))];
Baseline baseline = baselines.MinBy(candidate => ErrorToSignal.Of(candidate.Run(heldOut.Input), heldOut.Target))!;
float[] shaped = baseline.Run(heldOut.Input);

Performance at48 = Performance.Of(loaded, heldOut.Input, Rate);
(float[] Input, float[] Target) fast = Record(8, 2 * Rate, 3);
Performance at96 = Performance.Of(loaded, fast.Input, 2 * Rate);
double netError = ErrorToSignal.Of(at48.Output, heldOut.Target);
double shaperError = ErrorToSignal.Of(shaped, heldOut.Target);

Console.WriteLine("Error to signal behind the pre-emphasis, on music that nothing has heard:");
foreach (Baseline candidate in baselines)
{
    Console.WriteLine($"{candidate.Name,-34}{100 * ErrorToSignal.Of(candidate.Run(heldOut.Input), heldOut.Target),8:0.000} %");
}

Console.WriteLine($"{"LSTM of 16 units, 48 kHz",-34}{100 * netError,8:0.000} %");
Console.WriteLine($"{"the same at 96 kHz, two states",-34}{100 * ErrorToSignal.OfEverySecond(at96.Output, fast.Target),8:0.000} %");
Console.WriteLine();
foreach ((string name, Performance performance, int rate) in new[] { ("48 kHz", at48, Rate), ("96 kHz", at96, 2 * Rate) })
{
    Console.WriteLine(
        $"{name}: {performance.RealTime:0} times real time; a buffer of {Performance.Buffer} samples has {1e6 * Performance.Buffer / rate:0} µs and takes {performance.Buffers[^(performance.Buffers.Length / 2)]:0}, the worst of {performance.Buffers.Length:#,0} {performance.Buffers[^1]:0}; {performance.Bytes} bytes allocated");
}

float loudest = heldOut.Target.Max(Math.Abs);
Wave.Write(Path.Combine(folder, "dry.wav"), heldOut.Input, 0.9f / heldOut.Input.Max(Math.Abs), Rate);
Wave.Write(Path.Combine(folder, "circuit.wav"), heldOut.Target, 0.9f / loudest, Rate);
Wave.Write(Path.Combine(folder, "net.wav"), at48.Output, 0.9f / loudest, Rate);
int loud = Array.IndexOf(heldOut.Input, heldOut.Input.Max()) - (Rate / 200);
Range stretch = loud..(loud + (Rate * 12 / 1000));
string picture = Path.Combine(folder, "pedal.svg");
File.WriteAllText(picture, Chart.Draw(
    heldOut.Input[stretch], [("the circuit", heldOut.Target[stretch]), ("LSTM, 16 units", at48.Output[stretch]), (baseline.Name, shaped[stretch])], Rate));

bool beaten = netError <= shaperError / 2;
Console.WriteLine();
Console.WriteLine($"Sound      {folder}: dry.wav, circuit.wav, net.wav");
Console.WriteLine($"Picture    {picture}");
Console.WriteLine($"Weights    {weights}");
Console.WriteLine($"Reloaded   the outputs are {(same ? "the same bits" : "NOT the same bits")}");
Console.WriteLine($"Margin     {(beaten ? "met" : "NOT met")}: the net's error is {netError / shaperError:0.000} of that of the {baseline.Name}; at most 0.5");
Console.WriteLine($"In all     {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
return same && beaten && at48.Bytes == 0 && at96.Bytes == 0 ? 0 : 1;

static (float[] Input, float[] Target) Record(double seconds, int rate, int seed)
{
    float[] input = Guitar.Play(seconds, rate, seed);
    return (input, DiodeClipper.Run(input, rate));
}
