using CellGen;
using CellGen.RoundTrip;

// The C# side of tests/torch/roundtrip; the other side is torch_side.py. First "write", then Python, then "check".
return args switch
{
    ["write", string folder] => Write(folder),
    ["check", string folder] => Check(folder),
    _ => Usage(),
};

static int Write(string folder)
{
    IReadOnlyList<NetType> nets = NetType.All();
    NetDescription.WriteAll(Path.Combine(folder, "nets.json"), nets.Select(net => net.Description));
    for (int i = 0; i < nets.Count; i++)
    {
        NetDescription description = nets[i].Description;
        string file = Path.Combine(folder, description.Name);
        try
        {
            INet net = nets[i].Create(seed: i + 1);
            net.Save($"{file}.cellgen.safetensors");
            net.Save($"{file}.cellgen-prefixed.safetensors", NamesInModule(description, allowOthers: false));
            Run run = Run.Random(description, seed: i + 1);
            net.Forward(run);
            run.Write($"{file}.cellgen-run.safetensors");
        }
        catch (Exception exception)
        {
            // torch_side.py will miss the file and report the net.
            Console.Error.WriteLine($"{description.Name}: {exception.Message}");
        }
    }

    foreach ((string name, Func<Continuation> create) in Continuation.All())
    {
        create().Write(Path.Combine(folder, name));
    }

    return 0;
}

static int Check(string folder)
{
    var report = new Report();
    foreach (NetType net in NetType.All())
    {
        NetDescription description = net.Description;
        string file = Path.Combine(folder, description.Name);
        report.Check("torch -> CellGen", description, () => Compare(net.Load($"{file}.torch.safetensors")));
        report.Check("torch -> CellGen, prefixes", description, () =>
            Compare(net.Load($"{file}.prefixed.safetensors", NamesInModule(description, allowOthers: true))));
        report.Check("damaged files", description, () =>
            Damage.CheckRefused(net, $"{file}.torch.safetensors", $"{file}.damaged.safetensors"));

        string Compare(INet loaded)
        {
            Run expected = Run.Read(description, $"{file}.torch-run.safetensors");
            Run run = expected.WithoutResults();
            loaded.Forward(run);
            return Report.Compare(run, expected);
        }
    }

    foreach ((string name, Func<Continuation> create) in Continuation.All())
    {
        NetDescription description = NetType.All().Single(net => net.Description.Name == name).Description;
        report.Check("torch -> CellGen, training", description, () => create().Check(Path.Combine(folder, name)));
    }

    return report.HasFailed ? 1 : 0;
}

// The names where the net is a part of a larger module, as of a LightningModule's checkpoint.
static WeightNames NamesInModule(NetDescription net, bool allowOthers) => net is { HeadOutput: 0, Vocabulary: 0 }
    ? "model.rnn."
    : new WeightNames
    {
        Cell = "model.rnn.",
        Head = "model.head.",
        Embedding = "model.embedding.",
        AllowOthers = allowOthers,
    };

static int Usage()
{
    Console.Error.WriteLine("RoundTrip (write | check) FOLDER; see tests/torch/roundtrip.");
    return 2;
}
