using BenchmarkDotNet.Attributes;

namespace CellGen.Bench;

/// <summary>Whole sequences of 100 steps, forward, and forward and backward. Times are per step.</summary>
[MemoryDiagnoser]
public class SequenceBenchmarks
{
    private const int Steps = 100;

    private readonly float[] _input = [.. Enumerable.Range(0, Steps * 10).Select(i => MathF.Sin(i))];
    private readonly float[] _inputGradient = new float[Steps * 10];

    private readonly GruNet _gru = new(seed: 1);
    private readonly GruNet.Workspace _gruWorkspace = new(Steps);
    private readonly GruNet.Tape _gruTape = new(Steps);
    private readonly GruNet.Gradient _gruGradient = new();
    private readonly float[] _gruOutput = new float[Steps * GruNet.OutputSize];

    private readonly LstmNet _lstm = new(seed: 1);
    private readonly LstmNet.Workspace _lstmWorkspace = new(Steps);
    private readonly LstmNet.Tape _lstmTape = new(Steps);
    private readonly LstmNet.Gradient _lstmGradient = new();
    private readonly float[] _lstmOutput = new float[Steps * LstmNet.OutputSize];

    private readonly RnnNet _rnn = new(seed: 1);
    private readonly RnnNet.Workspace _rnnWorkspace = new(Steps);
    private readonly float[] _rnnOutput = new float[Steps * RnnNet.OutputSize];

    [Benchmark(OperationsPerInvoke = Steps)]
    public void Gru() => _gru.Forward(_input, _gruOutput, _gruWorkspace);

    [Benchmark(OperationsPerInvoke = Steps)]
    public void GruBackward()
    {
        _gru.Forward(_input, _gruOutput, _gruTape);
        _gru.Backward(_input, _gruOutput, _inputGradient, _gruGradient, _gruTape);
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public void Lstm() => _lstm.Forward(_input, _lstmOutput, _lstmWorkspace);

    [Benchmark(OperationsPerInvoke = Steps)]
    public void LstmBackward()
    {
        _lstm.Forward(_input, _lstmOutput, _lstmTape);
        _lstm.Backward(_input, _lstmOutput, _inputGradient, _lstmGradient, _lstmTape);
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public void Rnn() => _rnn.Forward(_input, _rnnOutput, _rnnWorkspace);
}
