using System.Diagnostics;
using System.Globalization;
using CellGen;
using CellGen.Samples;
using CellGen.Samples.Memory;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
long start = Stopwatch.GetTimestamp();
var command = new SampleCommand("Which key was it? A key among its likes, and a question later.");
if (!command.Read(args))
{
    return command.ExitCode;
}

string folder = command.CreateFolder();
AnsiConsole.MarkupLine("[bold]Which key was it? A key among its likes, and a question later[/]");
AnsiConsole.MarkupLine($"{Recall.Keys} symbols; at each distance a net of its own learns, in at most {Contestant.Updates:#,0} updates of {Contestant.BatchSize} sequences.");

// An LSTM that forgets nothing at first; the others have no gate for that.
Initialization remembering = Initialization.Torch with { ForgetGateBias = 5 };
Contestant[] contestants =
[
    .. new[] { KeyPlace.Early, KeyPlace.Unknown }.SelectMany(place => new Contestant[]
    {
        new("RNN", () => new RnnNet(seed: 1), place),
        new("GRU", () => new GruNet(seed: 1), place),
        new("LSTM", () => new LstmNet(seed: 1, remembering), place),
    }),
];
Contest.Run(contestants);
ResultTable.Write(contestants, KeyPlace.Early);
ResultTable.Write(contestants, KeyPlace.Unknown);

// Gradients on their way back, before any training: below a spectral radius of one, and above it.
float[] radii = [0.5f, 0.9f, 1.1f, 1.5f];
(string Name, double[] Curve, string Dashes)[] curves =
[
    .. radii.Select(radius => ($"linear, {radius}", GradientCurve.Of(new LinearNet(11, GradientCurve.Start(radius))), "none")),
    ("tanh, 1.5", GradientCurve.Of(new RnnNet(11, GradientCurve.Start(1.5f))), "4 3"),
    ("LSTM", GradientCurve.Of(new LstmNet(1, remembering)), "4 3"),
];
Console.WriteLine("‖dL/dh‖ some steps back, by that of the last step; untrained nets of that spectral radius");
Console.WriteLine("steps back         1        10        30       100");
foreach ((string name, double[] curve, _) in curves)
{
    Console.WriteLine($"{name,-13}" + string.Concat(new[] { 1, 10, 30, 100 }.Select(step => $"{curve[step],10:0.0e+00}")));
}

// What clipping does where gradients explode.
Clipping[] clippings = [Clipping.Run(float.PositiveInfinity), Clipping.Run(1), Clipping.Run(0.25f)];
Console.WriteLine();
foreach (Clipping clipping in clippings)
{
    string how = float.IsInfinity(clipping.ClipNorm) ? "not clipped" : $"clipped to {clipping.ClipNorm}";
    Console.WriteLine($"Radius {Clipping.Radius}, {how,-15} loss after {clipping.Losses.Length} epochs {clipping.Losses[^1]:0.00}, largest gradient {clipping.LargestNorm:0}");
}

string picture = Path.Combine(folder, "memory.svg");
File.WriteAllText(picture, Chart.Draw(contestants, curves, clippings));

// The weights of the LSTM that found the key anywhere, at the largest distance, to a file and back.
var lstm = (LstmNet)contestants[^1].Net;
string weights = Path.Combine(folder, "memory.safetensors");
lstm.Save(weights);
bool same = Answers.SameBits(lstm, LstmNet.Load(weights));

// At the largest distance an LSTM is right and an RNN guesses, wherever the key is.
double chance = 1.0 / Recall.Keys;
bool beaten = contestants.All(contestant => contestant.Name switch
{
    "LSTM" => contestant.Accuracies[^1] >= 0.95,
    "RNN" => contestant.Accuracies[^1] <= chance + 0.1,
    _ => true,
});
Console.WriteLine();
Console.WriteLine($"Picture    {picture}");
Console.WriteLine($"Weights    {weights}");
Console.WriteLine($"Reloaded   the outputs are {(same ? "the same bits" : "NOT the same bits")}");
Console.WriteLine($"Margin     {(beaten ? "met" : "NOT met")}: at distance {Contestant.Distances[^1]} the LSTM at least 95 %, the RNN at most 10 points above chance");
Console.WriteLine($"In all     {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
return same && beaten ? 0 : 1;
