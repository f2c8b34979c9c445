using BenchmarkDotNet.Attributes;

namespace CellGen.Bench;

/// <summary>One step of 1,000 agents that share the weights: all at once, and one by one. Times are per agent.</summary>
[MemoryDiagnoser]
public class AgentBenchmarks
{
    private const int Agents = 1000;

    private readonly SmallAgentNet _small = new(seed: 1);
    private readonly SmallAgentNet.State[] _smallStates = new SmallAgentNet.State[Agents];
    private readonly float[] _smallInput = Numbers(SmallAgentNet.InputSize);
    private readonly float[] _smallOutput = new float[Agents * SmallAgentNet.OutputSize];
    private readonly AgentNet _net = new(seed: 1);
    private readonly AgentNet.State[] _states = new AgentNet.State[Agents];
    private readonly float[] _input = Numbers(AgentNet.InputSize);
    private readonly float[] _output = new float[Agents * AgentNet.OutputSize];

    [Benchmark(OperationsPerInvoke = Agents)]
    public void SmallStepMany() => _small.StepMany(_smallInput, _smallOutput, _smallStates);

    [Benchmark(OperationsPerInvoke = Agents)]
    public void SmallStep()
    {
        for (int agent = 0; agent < Agents; agent++)
        {
            _small.Step(
                _smallInput.AsSpan(agent * SmallAgentNet.InputSize, SmallAgentNet.InputSize),
                _smallOutput.AsSpan(agent * SmallAgentNet.OutputSize, SmallAgentNet.OutputSize),
                ref _smallStates[agent]);
        }
    }

    [Benchmark(OperationsPerInvoke = Agents)]
    public void StepMany() => _net.StepMany(_input, _output, _states);

    [Benchmark(OperationsPerInvoke = Agents)]
    public void Step()
    {
        for (int agent = 0; agent < Agents; agent++)
        {
            _net.Step(
                _input.AsSpan(agent * AgentNet.InputSize, AgentNet.InputSize),
                _output.AsSpan(agent * AgentNet.OutputSize, AgentNet.OutputSize),
                ref _states[agent]);
        }
    }

    private static float[] Numbers(int size) => [.. Enumerable.Range(0, Agents * size).Select(i => MathF.Sin(i))];
}
