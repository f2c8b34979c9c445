using System.Text.Json;
using CellGen.Compare;
using CellGen.Compare.Measuring;
using CellGen.Compare.Peers;
using CellGen.Compare.Reporting;

// measure: one run into a file of numbers; report: all runs into RESULTS.md and results.svg. bench/compare calls both.
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
    string text = Report.Write(runs);
    File.WriteAllText(Path.Combine(options.Output, "RESULTS.md"), text);
    File.WriteAllText(Path.Combine(options.Output, "results.svg"), Chart.Draw(runs[0]));
    Console.WriteLine(text);
    var disagreements = runs.SelectMany(run => run.Rows.SelectMany(row => row.Peers.Where(peer => !peer.Agrees)
        .Select(peer => $"{peer.Peer} disagrees with CellGen: {row.Name} ({run.Run})"))).ToList();
    disagreements.ForEach(Console.Error.WriteLine);
    return disagreements.Count == 0 ? 0 : 1;
}

Console.Error.WriteLine("Run bench/compare; it calls this program.");
return 2;
