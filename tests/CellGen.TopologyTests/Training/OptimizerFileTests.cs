using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Training;

/// <summary>An optimizer's moments under torch's names; tests/torch/roundtrip takes them to torch and back.</summary>
public sealed class OptimizerFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cellgen-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void FromAFileItGoesOnWithTheSameBits()
    {
        var optimizers = new Func<int, (IOptimizer, ICheckpointed)>[]
        {
            count => Both(new Adam(count, weightDecay: 0.01f)),
            count => Both(new AdamW(count)),
            count => Both(new Sgd(count, 0.01f, momentum: 0.9f)),
            count => Both(new RmsProp(count, momentum: 0.5f)),
        };
        foreach (var create in optimizers)
        {
            var model = new FrozenLstm(3); // its table is no part of the parameters
            int[] table = TableOf(model);
            (IOptimizer optimizer, ICheckpointed state) = create(model.Parameters.Length);
            Step(model, optimizer, 20, 1);
            OptimizerFile.Save(_path, model, state);
            var copy = new FrozenLstm(4);
            model.Parameters.CopyTo(copy.Parameters);
            (IOptimizer other, ICheckpointed otherState) = create(copy.Parameters.Length);
            OptimizerFile.Load(_path, copy, otherState);
            Assert.Equal(TrainingData.Bits(model), TrainingData.Bits(copy));
            Step(model, optimizer, 20, 2);
            Step(copy, other, 20, 2);
            Assert.Equal(TrainingData.Bits(model), TrainingData.Bits(copy));
            Assert.Equal(table, TableOf(model));
        }

        static (IOptimizer, ICheckpointed) Both<T>(T optimizer)
            where T : IOptimizer, ICheckpointed => (optimizer, optimizer);

        static int[] TableOf(FrozenLstm model)
        {
            var values = new float[30];
            model.Get("embedding.weight", values);
            return [.. values.Select(BitConverter.SingleToInt32Bits)];
        }
    }

    [Fact]
    public void TheMomentsHaveTheNetsNamesAndShapes()
    {
        // The gradient is 1 for one tensor and 0 for all others; after one step exp_avg is a tenth of it.
        var model = new FrozenLstm(3);
        float[] mask = ParameterMask.Of(model, name => name == "weight_hh_l0" ? 1 : 0);
        var adam = new Adam(model.Parameters.Length);
        adam.Step(model.Parameters, mask);
        OptimizerFile.Save(_path, model, adam);
        SafeTensorsFile file = SafeTensors.Read(_path);
        Assert.Equal(("Adam", "1"), (file.Metadata["kind"], file.Metadata["step"]));
        Assert.Equal(12, file.Tensors.Count); // of four tensors of the cell and two of the head, not of the table
        foreach (SafeTensor tensor in file.Tensors)
        {
            var values = new float[tensor.Count];
            tensor.CopyTo(values);
            float expected = !tensor.Name.EndsWith("weight_hh_l0", StringComparison.Ordinal) ? 0 : tensor.Name.StartsWith("exp_avg.", StringComparison.Ordinal) ? 0.1f : 0.001f;
            Assert.All(values, value => Assert.Equal(expected, value, 1e-8f));
        }

        Assert.True(file.TryGet("exp_avg.weight_hh_l0", out SafeTensor? recurrent));
        Assert.Equal([28, 7], recurrent.Shape);
    }

    [Fact]
    public void AnAverageWithoutRoomInAFloatIsWrittenAsItsValue()
    {
        var model = new FrozenLstm(3);
        float[] gradient = ParameterMask.Of(model, _ => 1e-18f);
        var adam = new Adam(model.Parameters.Length);
        adam.Step(model.Parameters, gradient);
        OptimizerFile.Save(_path, model, adam);
        Assert.True(SafeTensors.Read(_path).TryGet("exp_avg_sq.head.bias", out SafeTensor? tensor));
        var values = new float[6];
        tensor.CopyTo(values);
        Assert.All(values, value => Assert.InRange(value, 0, 2e-38f)); // 10^-39, which is no normal float
        Array.Fill(gradient, 1e-13f);
        adam.Step(model.Parameters, gradient);
        OptimizerFile.Save(_path, model, adam);
        Assert.True(SafeTensors.Read(_path).TryGet("exp_avg_sq.head.bias", out tensor));
        tensor.CopyTo(values);
        Assert.All(values, value => Assert.InRange(value, 0.99e-29f, 1.01e-29f));
    }

    [Fact]
    public void AFileOfSomethingElseIsRefusedByName()
    {
        var model = new TrainedGru(1);
        var adam = new Adam(model.Parameters.Length);
        int[] before = TrainingData.Bits(model);
        OptimizerFile.Save(_path, model, adam);
        Assert.Equal(before, TrainingData.Bits(model));
        var tokens = new TrainedTokens(1);
        Refused(() => OptimizerFile.Load(_path, tokens, new Adam(tokens.Parameters.Length)), "'exp_avg.weight_ih_l0': it is [24, 2]; expected [48, 7]");
        Refused(() => OptimizerFile.Load(_path, model, new AdamW(model.Parameters.Length)), "'kind' is 'Adam'; expected 'AdamW'");
        Refused(() => OptimizerFile.Load(_path, model, new Sgd(model.Parameters.Length, momentum: 0.9f)), "'momentum_buffer.weight_ih_l0': it has none of that name");
        Assert.Equal(before, TrainingData.Bits(model));
        SafeTensors.Write(_path, SafeTensors.Read(_path).Tensors, new Dictionary<string, string> { ["kind"] = "Adam" });
        Refused(() => OptimizerFile.Load(_path, model, adam), "its metadata has no '");

        void Refused(Action load, string reason)
        {
            string message = Assert.Throws<CheckpointException>(load).Message;
            Assert.StartsWith(_path, message, StringComparison.Ordinal);
            Assert.Contains(reason, message, StringComparison.Ordinal);
        }
    }

    private static void Step(INetwork model, IOptimizer optimizer, int steps, int seed)
    {
        // Padding has no gradient.
        float[] mask = ParameterMask.Of(model, _ => 1);
        var random = new Random(seed);
        for (int i = 0; i < steps; i++)
        {
            optimizer.Step(model.Parameters, [.. mask.Select(value => value * (random.NextSingle() - 0.4f))]);
        }
    }
}
