using CellGen.ZooTests.Host;
using CellGen.ZooTests.Nets;
using CellGen.ZooTests.Reference;

namespace CellGen.ZooTests;

/// <summary>
/// Neural Amp Modeler's captures, from the state of their file and half a second of silence, beside the equations in double
/// precision, which read the maker's flat list.
/// </summary>
public class NeuralAmpModelerTests
{
    private const int Steps = 2000, Silence = 24_000;
    private const double Tolerance = 2e-5;

    [ZooFact]
    public void Lstm_1x3() => Compare(Nam1x3.Load(Zoo.PathOf("nam-lstm", "lstm.safetensors")), new Nam1x3.Workspace(Steps), "lstm", layers: 1);

    [ZooFact]
    public void Lstm_1x16() => Compare(Nam1x16.Load(Zoo.PathOf("nam-lstm", "BossLSTM-1x16.safetensors")), new Nam1x16.Workspace(Steps), "BossLSTM-1x16", layers: 1);

    [ZooFact]
    public void Lstm_2x8() => Compare(Nam2x8.Load(Zoo.PathOf("nam-lstm", "BossLSTM-2x8.safetensors")), new Nam2x8.Workspace(Steps), "BossLSTM-2x8", layers: 2);

    /// <summary>A net from the state of its file and silence, beside the equations from theirs.</summary>
    private static void Compare<TState, TWorkspace>(IStreamingNet<TState, TWorkspace> net, TWorkspace workspace, string file, int layers)
        where TState : struct, IRecurrentState
    {
        var state = default(TState);
        state.CopyFrom([.. Enumerable.Range(0, layers).SelectMany(layer => Initial(file, "h", layer).Concat(Initial(file, "c", layer)))]);
        net.Settle(ref state, Silence);
        float[] input = Signals.Guitar(Steps);
        float[] output = Streams.Run(net, workspace, 1, 1, input, state);
        var reference = Read(file + ".nam");
        for (int step = 0; step < Silence; step++)
        {
            reference.Step([0]);
        }

        Closeness.Within(Tolerance, reference.Run(input, 1), output);
    }

    /// <summary>h0 or c0 of a layer.</summary>
    private static float[] Initial(string file, string part, int layer) =>
        Tensors.Flatten(Zoo.Json("nam-lstm", file + ".initial_state.json").GetProperty($"{part}_l{layer}"));

    /// <summary>For each layer W, whose columns are those of the input and of the state, b, h0, c0; then the head.</summary>
    private static ReferenceStack Read(string file)
    {
        var model = Zoo.Json("nam-lstm", file);
        int units = model.GetProperty("config").GetProperty("hidden_size").GetInt32(), layers = model.GetProperty("config").GetProperty("num_layers").GetInt32();
        var floats = new Queue<float>(Tensors.Flatten(model.GetProperty("weights")));
        float[] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => floats.Dequeue())];
        var tensors = new Tensors();
        var stack = new List<IReferenceLayer>();
        for (int layer = 0; layer < layers; layer++)
        {
            int inputs = layer == 0 ? 1 : units;
            float[][] rows = [.. Take(4 * units * (inputs + units)).Chunk(inputs + units)];
            tensors[$"weight_ih_l{layer}"] = [.. rows.SelectMany(row => row.Take(inputs))];
            tensors[$"weight_hh_l{layer}"] = [.. rows.SelectMany(row => row.Skip(inputs))];
            tensors[$"bias_ih_l{layer}"] = Take(4 * units);
            tensors[$"bias_hh_l{layer}"] = new float[4 * units];
            var lstm = new ReferenceLstm(tensors, layer: layer);
            Array.ConvertAll(Take(units), value => (double)value).CopyTo(lstm.Hidden, 0);
            Array.ConvertAll(Take(units), value => (double)value).CopyTo(lstm.Cell, 0);
            stack.Add(lstm);
        }

        tensors["head.weight"] = Take(units);
        tensors["head.bias"] = Take(1);
        Xunit.Assert.Empty(floats);
        return new ReferenceStack([.. stack, new ReferenceDense(tensors, "head.", ReferenceMath.Identity)]);
    }
}
