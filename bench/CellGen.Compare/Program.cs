using System.Text.Json;
using CellGen.Compare;
using CellGen.Compare.Machines;
using CellGen.Compare.Measuring;
using CellGen.Compare.Peers;
using CellGen.Compare.Reporting;
using CellGen.Compare.Situations;

// measure: one run into a file of numbers; report: all runs into the pages of this processor, and those of all into RESULTS.md;
// summary: the latter alone. bench/compare calls the first two. cores and core are processes that measure starts.
Options options = Options.Parse(args);
var json = new JsonSerializerOptions { WriteIndented = true };
if (options.Command == "measure")
{
    IReadOnlyList<IPeer> peers = PeerSet.Create(options);
    RunResult result = Comparison.Measure(options, peers);
    File.WriteAllText(options.Files[0], JsonSerializer.Serialize(result, json));
    foreach (IPeer peer in peers)
    {
        peer.Dispose();
    }

    return 0;
}

if (options.Command == "report")
{
    RunResult[] runs = [.. options.Files.Select(file => JsonSerializer.Deserialize<RunResult>(File.ReadAllText(file))!)];
    var results = ProcessorResults.Of(runs);
    string name = ProcessorName.FileNameOf(results.Processor);
    string folder = Directory.CreateDirectory(Path.Combine(options.Output, "results")).FullName;
    string text = Report.Write(runs, name);
    File.WriteAllText(Path.Combine(folder, name + ".md"), text);
    File.WriteAllText(Path.Combine(folder, name + ".svg"), Chart.Draw(runs[0]));
    File.WriteAllText(Path.Combine(folder, name + ".json"), JsonSerializer.Serialize(results, json) + "\n");
    Summarise();
    Console.WriteLine(text);
    var disagreements = runs.SelectMany(run => run.Rows.SelectMany(row => row.Peers.Where(peer => !peer.Agrees)
        .Select(peer => $"{peer.Peer} disagrees with CellGen: {row.Name} ({run.Run})"))).ToList();
    disagreements.AddRange(runs.SelectMany(run => run.Situations.SelectMany(situation => situation.Times.Where(time => !time.Agrees)
        .Select(time => $"{time.Peer} disagrees with CellGen: {situation.Name}"))));
    disagreements.AddRange(runs.SelectMany(run => run.TwoWays.Where(pair => !pair.Agrees).Select(pair => $"other bits: {pair.Name}")));
    disagreements.ForEach(Console.Error.WriteLine);
    return disagreements.Count == 0 ? 0 : 1;
}

if (options.Command == "summary")
{
    Summarise();
    return 0;
}

if (options.Command == TwoCores.Command)
{
    return TwoCores.Serve();
}

if (options.Command == CoreProcess.Command)
{
    CoreProcess.Serve(options.Net);
    return 0;
}

Console.Error.WriteLine("Run bench/compare; it calls this program.");
return 2;

void Summarise()
{
    var files = Directory.GetFiles(Path.Combine(options.Output, "results"), "*.json").Order(StringComparer.Ordinal);
    ProcessorResults[] processors = [.. files.Select(file => JsonSerializer.Deserialize<ProcessorResults>(File.ReadAllText(file))!)];
    File.WriteAllText(Path.Combine(options.Output, "RESULTS.md"), Summary.Write(processors));
}
