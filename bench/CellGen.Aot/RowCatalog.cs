namespace CellGen.Aot;

/// <summary>What is measured: small and large nets, a stream and training.</summary>
internal static class RowCatalog
{
    private const int Steps = 100;

    /// <summary>All rows.</summary>
    public static IEnumerable<Row> All => [Gru(), Lstm(), Stream16(), Stream64(), LargeLstm(), Training()];

    /// <summary>One net over one sequence; also the first inference of a process.</summary>
    public static Row Gru()
    {
        var net = new Gru20(seed: 1);
        var workspace = new Gru20.Workspace(Steps);
        var (input, output) = (Noise(Steps * Gru20.InputSize), new float[Steps * Gru20.OutputSize]);
        return new Row("GRU(10,20,2 layers, bidirectional) T=100", Steps, () => net.Forward(input, output, workspace), output);
    }

    private static Row Lstm()
    {
        var net = new Lstm20(seed: 1);
        var workspace = new Lstm20.Workspace(Steps);
        var (input, output) = (Noise(Steps * Lstm20.InputSize), new float[Steps * Lstm20.OutputSize]);
        return new Row("LSTM(10,20,2) T=100", Steps, () => net.Forward(input, output, workspace), output);
    }

    private static Row Stream16()
    {
        var net = new StreamingGru16(seed: 1);
        var (input, output) = (Noise(Steps), new float[Steps]);
        return new Row("GRU(1,16)+Dense(1), a call a step", Steps, () =>
        {
            var state = new StreamingGru16.State();
            for (int t = 0; t < Steps; t++)
            {
                net.Step(input.AsSpan(t, 1), output.AsSpan(t, 1), ref state);
            }
        }, output);
    }

    private static Row Stream64()
    {
        var net = new StreamingGru64(seed: 1);
        var (input, output) = (Noise(Steps), new float[Steps]);
        return new Row("GRU(1,64)+Dense(1), a call a step", Steps, () =>
        {
            var state = new StreamingGru64.State();
            for (int t = 0; t < Steps; t++)
            {
                net.Step(input.AsSpan(t, 1), output.AsSpan(t, 1), ref state);
            }
        }, output);
    }

    private static Row LargeLstm()
    {
        var net = new Lstm256(seed: 1);
        var workspace = new Lstm256.Workspace(Steps);
        var (input, output) = (Noise(Steps * Lstm256.InputSize), new float[Steps * Lstm256.OutputSize]);
        return new Row("LSTM(40,256) T=100", Steps, () => net.Forward(input, output, workspace), output);
    }

    private static Row Training()
    {
        var net = new Gru20(seed: 1);
        var tape = new Gru20.Tape(Steps);
        var gradient = new Gru20.Gradient();
        var (input, output) = (Noise(Steps * Gru20.InputSize), new float[Steps * Gru20.OutputSize]);
        var (inputGradient, outputGradient) = (new float[input.Length], Noise(output.Length));
        var parameterGradient = new float[gradient.Values.Length];
        return new Row("GRU(10,20,2,bi) batch 1, forward + backward", Steps, () =>
        {
            gradient.Clear();
            net.Forward(input, output, tape);
            net.Backward(input, outputGradient, inputGradient, gradient, tape);
            gradient.Values.CopyTo(parameterGradient);
        }, output, inputGradient, parameterGradient);
    }

    /// <summary>Numbers between -1 and 1, the same in every process.</summary>
    private static float[] Noise(int length)
    {
        var random = new Random(1);
        var values = new float[length];
        foreach (ref float value in values.AsSpan())
        {
            value = random.NextSingle() * 2 - 1;
        }

        return values;
    }
}
