using CellGen.ZooTests.Host;
using CellGen.ZooTests.Nets;
using CellGen.ZooTests.Reference;

namespace CellGen.ZooTests;

/// <summary>
/// RTNeural's test models beside the outputs that Python computed: from the conversion, and from the JSON. The tolerances are
/// those of RTNeural's own tests. full_model has no outputs of Python's, and is beside the equations; conv has batch norm, PReLU and
/// groups, which no layer is.
/// </summary>
public class RtNeuralTests
{
    private const double Tolerance = 1e-6, TorchTolerance = 5e-6;

    [ZooFact]
    public void Lstm()
    {
        var net = RtNeuralLstm.Load(Path("lstm.safetensors"));
        Compare("lstm", Tolerance, input => Streams.Run(net, new RtNeuralLstm.Workspace(input.Length), 1, 1, input));
        Fill(KerasFile.Read(Zoo.Json("rtneural", "lstm.json"), "before.", "", "head."), net.Set);
        Compare("lstm", Tolerance, input => Streams.Run(net, new RtNeuralLstm.Workspace(input.Length), 1, 1, input));
    }

    [ZooFact]
    public void Lstm_1d()
    {
        var net = RtNeuralLstm1d.Load(Path("lstm_1d.safetensors"));
        Compare("lstm_1d", Tolerance, input => Streams.Run(net, new RtNeuralLstm1d.Workspace(input.Length), 1, 1, input));
        Fill(KerasFile.Read(Zoo.Json("rtneural", "lstm_1d.json"), "", "head."), net.Set);
        Compare("lstm_1d", Tolerance, input => Streams.Run(net, new RtNeuralLstm1d.Workspace(input.Length), 1, 1, input));
    }

    [ZooFact]
    public void Gru()
    {
        var net = RtNeuralGru.Load(Path("gru.safetensors"));
        Compare("gru", Tolerance, input => Streams.Run(net, new RtNeuralGru.Workspace(input.Length), 1, 1, input));
        Fill(KerasFile.Read(Zoo.Json("rtneural", "gru.json"), "before.", "", "after1.", "head."), net.Set);
        Compare("gru", Tolerance, input => Streams.Run(net, new RtNeuralGru.Workspace(input.Length), 1, 1, input));
    }

    [ZooFact]
    public void Gru_1d()
    {
        var net = RtNeuralGru1d.Load(Path("gru_1d.safetensors"));
        Compare("gru_1d", Tolerance, input => Streams.Run(net, new RtNeuralGru1d.Workspace(input.Length), 1, 1, input));
        Fill(KerasFile.Read(Zoo.Json("rtneural", "gru_1d.json"), "", "after0.", "head."), net.Set);
        Compare("gru_1d", Tolerance, input => Streams.Run(net, new RtNeuralGru1d.Workspace(input.Length), 1, 1, input));
    }

    [ZooFact]
    public void Lstm_torch_under_the_names_of_its_state_dict()
    {
        var net = new RtNeuralLstmTorch();
        Fill(Tensors.OfStateDict(Zoo.Json("rtneural", "lstm_torch.json")), net.Set);
        Compare("lstm_torch", TorchTolerance, input => Streams.Run(net, new RtNeuralLstmTorch.Workspace(input.Length), 1, 1, input));
    }

    [ZooFact]
    public void Gru_torch_under_the_names_of_its_state_dict()
    {
        var net = new RtNeuralGruTorch();
        Fill(Tensors.OfStateDict(Zoo.Json("rtneural", "gru_torch.json")), net.Set);
        Compare("gru_torch", TorchTolerance, input => Streams.Run(net, new RtNeuralGruTorch.Workspace(input.Length), 1, 1, input));
    }

    [ZooFact]
    public void Lstm_torch_as_one_stack()
    {
        var net = RtNeuralLstmStack.Load(Path("lstm_torch.safetensors"));
        Compare("lstm_torch", TorchTolerance, input => Streams.Run(net, new RtNeuralLstmStack.Workspace(input.Length), 1, 1, input));
    }

    [ZooFact]
    public void Gru_torch_as_one_stack()
    {
        var net = RtNeuralGruStack.Load(Path("gru_torch.safetensors"));
        Compare("gru_torch", TorchTolerance, input => Streams.Run(net, new RtNeuralGruStack.Workspace(input.Length), 1, 1, input));
    }

    [ZooFact]
    public void Full_model()
    {
        var tensors = KerasFile.Read(Zoo.Json("rtneural", "full_model.json"), "before.", "conv.", "", "head.");
        var net = new RtNeuralFullModel();
        Fill(tensors, net.Set);
        var reference = new ReferenceStack(
            new ReferenceDense(tensors, "before.", Math.Tanh), new ReferenceConvolution(tensors, "conv.", inputs: 8, dilation: 2, Math.Tanh),
            new ReferenceGru(tensors, ""), new ReferenceDense(tensors, "head.", ReferenceMath.Identity));
        float[] input = Signals.Guitar(1000);

        Closeness.Within(Tolerance, reference.Run(input, 1), Streams.Run(net, new RtNeuralFullModel.Workspace(1000), 1, 1, input));
    }

    private static string Path(string file) => Zoo.PathOf("rtneural", file);

    private static void Fill(Tensors tensors, SetTensor set)
    {
        foreach (var (name, values) in tensors.All)
        {
            set(name, values);
        }
    }

    private static void Compare(string name, double tolerance, Func<float[], float[]> run) =>
        Closeness.Within(tolerance, Zoo.Csv("rtneural", name + "_y_python.csv"), run(Zoo.Csv("rtneural", name + "_x_python.csv")));
}
