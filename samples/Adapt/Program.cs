using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CellGen.Samples;
using CellGen.Samples.Adapt;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
long start = Stopwatch.GetTimestamp();
var command = new SampleCommand("A net goes on learning between two frames, beside the same net frozen.");
if (!command.Read(args))
{
    return command.ExitCode;
}

string folder = command.CreateFolder();
AnsiConsole.MarkupLine("[bold]A net that goes on learning between two frames, and the same net frozen[/]");

// What it knows from other players, and then games with players whom it has never met, on one thread as in a game.
Game[] games = [];
AnsiConsole.Progress()
    .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
    .Start(context =>
    {
        ProgressTask training = context.AddTask("Other players", maxValue: Pretraining.Epochs);
        ProgressTask playing = context.AddTask("Games of two minutes", maxValue: 60);
        HabitNet net = Pretraining.Run(new Observer(report =>
        {
            training.Value = report.Epoch;
            training.Description = $"Other players: {report.ValidationLoss / Math.Log(2):0.000} bits a move";
        }));
        new Game(net, seed: 1).Play(); // the first call of a method is the compiler's
        games = [.. Enumerable.Range(0, (int)playing.MaxValue).Select(i => new Game(net, seed: 30_000 + i))];
        foreach (Game game in games)
        {
            game.Play();
            playing.Increment(1);
        }
    });

var summary = new Summary(games);
Console.WriteLine($"{summary.Players} players; from the {Game.Judged}th second to the {Game.Seconds}th, a move every half second:");
Console.WriteLine();
(double learningBits, double frozenBits, double leastBits) = summary.Bits(Game.Judged..Game.Seconds);
(double learningRight, double frozenRight) = summary.Right();
Console.WriteLine("                    moves guessed   bits a move");
Console.WriteLine($"goes on learning  {100 * learningRight,13:0.0} % {learningBits,13:0.000}");
Console.WriteLine($"the same, frozen  {100 * frozenRight,13:0.0} % {frozenBits,13:0.000}");
Console.WriteLine($"at the least                      {leastBits,13:0.000}");
Console.WriteLine();
Console.WriteLine($"An update between two frames: {summary.Time(0.5):0} µs in the median, {summary.Time(0.99):0} in 99 of 100; {Game.Budget:0} are given. {summary.Bytes} bytes allocated.");

string picture = Path.Combine(folder, "adapt.svg");
File.WriteAllText(picture, Chart.Draw(summary));

// The net that knows its player, to a file and back: a save game.
string weights = Path.Combine(folder, "player.safetensors");
games[0].Learned.Save(weights);
bool same = MemoryMarshal.AsBytes(Answers(games[0].Learned).AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(Answers(HabitNet.Load(weights)).AsSpan()));

bool beaten = learningBits <= 0.9 * frozenBits && learningRight >= 1.1 * frozenRight;
bool inTime = summary.Time(0.5) <= Game.Budget && summary.Bytes == 0;
Console.WriteLine();
Console.WriteLine($"Picture    {picture}");
Console.WriteLine($"Weights    {weights}");
Console.WriteLine($"Reloaded   the outputs are {(same ? "the same bits" : "NOT the same bits")}");
Console.WriteLine($"Margin     {(beaten ? "met" : "NOT met")}: {100 * (1 - (learningBits / frozenBits)):0.0} % fewer bits than frozen and {100 * ((learningRight / frozenRight) - 1):0} % more moves guessed; at least 10 of both");
Console.WriteLine($"In all     {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
return same && beaten && inTime ? 0 : 1;

static float[] Answers(HabitNet net)
{
    const int Moves = 50;
    var player = new Player(seed: 7);
    var inputs = new float[Moves * Player.InputSize];
    for (int t = 0; t < Moves; t++)
    {
        player.Next(inputs.AsSpan(t * Player.InputSize, Player.InputSize));
    }

    var outputs = new float[Moves * Player.Moves];
    net.Forward(inputs, outputs, new HabitNet.Workspace(Moves));
    return outputs;
}
