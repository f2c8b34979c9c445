using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CellGen.Samples;
using CellGen.Samples.Forecast;
using CellGen.Samples.Weather;
using Spectre.Console;

const int Nets = 5;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
long start = Stopwatch.GetTimestamp();
var command = new SampleCommand("Seattle's temperatures of the next seven days, from the last twenty-eight.");
if (!command.Read(args))
{
    return command.ExitCode;
}

string folder = command.CreateFolder();

// The last year is put aside: nothing is fitted to it and nothing is chosen by it.
WeatherDay[] days = WeatherData.Load(Path.Combine(AppContext.BaseDirectory, "seattle-weather.csv"));
AnsiConsole.MarkupLine("[bold]Seattle's temperatures of the next seven days, from the last twenty-eight[/]");
AnsiConsole.MarkupLine($"{Nets} nets, encoder and decoder of {ForecastNet.HiddenSize}, {ForecastNet.ParameterCount} parameters each; vectors: {new ForecastNet().VectorWidth}.");
int epochs = Training.ChooseEpochs(days, Nets);
var table = new DayTable(days, new Climatology([.. days.Where(day => day.Date.Year <= 2014)]));
int[] training = table.Weeks(2012, 2014);
ForecastNet[] nets = [.. Enumerable.Range(0, Nets).Select(seed => new ForecastNet(seed))];
foreach ((int index, ForecastNet net) in nets.Index())
{
    Training.Run($"Training, {index + 1} of {Nets}, {epochs} epochs", net, table, training, epochs, _ => { });
}

Console.WriteLine($"Trained for {epochs} epochs on {training.Length:#,0} weeks of 2012 to 2014.");

// The held-out year.
int[] heldOut = table.Weeks(2015, 2015);
var forecaster = new NetForecaster(table, nets);
IForecaster[] all = [new Persistence(table), new SeasonalMeans(table), new Regression(table, training), forecaster];
Errors[] errors = [.. all.Select(one => new Errors(table, heldOut, one))];
for (int variable = 0; variable < DayTable.Variables; variable++)
{
    var grid = new Table().Title($"{Variable.All[variable].Name}, root mean squared error in °C, {heldOut.Length} weeks of 2015").AddColumn("days ahead");
    grid.AddColumns([.. Enumerable.Range(1, DayTable.Week).Select(day => new TableColumn($"{day}").RightAligned())]);
    foreach (Errors one in errors)
    {
        grid.AddRow([one.Name, .. one.Of(variable).Select(error => $"{error:0.00}")]);
    }

    AnsiConsole.Write(grid);
}

// The weights, to files and back.
var loaded = new NetForecaster(table, [.. nets.Select((net, index) =>
{
    string path = Path.Combine(folder, $"forecast-{index + 1}.safetensors");
    net.Save(path);
    return ForecastNet.Load(path);
})]);
bool same = heldOut.All(week => MemoryMarshal.AsBytes<float>(forecaster.Forecast(week)).SequenceEqual(MemoryMarshal.AsBytes<float>(loaded.Forecast(week))));
bool beaten = errors[^1].LessThan(errors[0]) && errors[^1].LessThan(errors[1]);

// Days that were fixed before anything was forecast.
string picture = Path.Combine(folder, "forecast.svg");
File.WriteAllText(picture, Chart.Draw(table, all, errors, [.. heldOut.Where(week => days[week].Date is { Day: 10, Month: 2 or 5 or 8 or 11 })]));
Console.WriteLine(beaten
    ? "The net beats both baselines on every day ahead, in both temperatures."
    : "The net does NOT beat both baselines on every day ahead, in both temperatures.");
Console.WriteLine($"Picture    {picture}");
Console.WriteLine($"Weights    {Path.Combine(folder, "forecast-1.safetensors")} to {Nets}");
Console.WriteLine($"Reloaded   the forecasts are {(same ? "the same bits" : "NOT the same bits")}");
Console.WriteLine($"In all     {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, {Environment.CpuUsage.UserTime.TotalSeconds:0} s of processor time");
return same && beaten ? 0 : 1;
