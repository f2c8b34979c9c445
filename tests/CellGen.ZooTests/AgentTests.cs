using CellGen.ZooTests.Host;
using CellGen.ZooTests.Nets;
using CellGen.ZooTests.Reference;
using Xunit;

namespace CellGen.ZooTests;

/// <summary>PufferLib's agents of Pong and Breakout: two outputs, beside the equations in double precision.</summary>
public class AgentTests
{
    private const int Steps = 200, Agents = 50;
    private const double Tolerance = 2e-5;

    [ZooFact]
    public void Pong()
    {
        string path = Zoo.PathOf("pufferlib", "pong.safetensors");
        Compare(PongAgent.Load(path), new PongAgent.Workspace(Steps), path, PongAgent.InputSize, PongAgent.ActorSize);
    }

    [ZooFact]
    public void Breakout()
    {
        string path = Zoo.PathOf("pufferlib", "breakout.safetensors");
        Compare(BreakoutAgent.Load(path), new BreakoutAgent.Workspace(Steps), path, BreakoutAgent.InputSize, BreakoutAgent.ActorSize);
    }

    [ZooFact]
    public void Many_players_of_Breakout()
    {
        var net = BreakoutAgent.Load(Zoo.PathOf("pufferlib", "breakout.safetensors"));
        BreakoutAgent.State[] crowd = new BreakoutAgent.State[Agents], alone = new BreakoutAgent.State[Agents];
        float[] actor = new float[Agents * BreakoutAgent.ActorSize], value = new float[Agents], actorStep = new float[BreakoutAgent.ActorSize], valueStep = new float[1];
        for (int step = 0; step < 5; step++)
        {
            float[] inputs = Signals.Noise(Agents * BreakoutAgent.InputSize, 1, seed: step);
            net.StepMany(inputs, actor, value, crowd);
            for (int agent = 0; agent < Agents; agent++)
            {
                net.Step(inputs.AsSpan(agent * BreakoutAgent.InputSize, BreakoutAgent.InputSize), actorStep, valueStep, ref alone[agent]);
                Streams.SameBits(actorStep, actor.AsSpan(agent * BreakoutAgent.ActorSize, BreakoutAgent.ActorSize));
                Streams.SameBits(valueStep, value.AsSpan(agent, 1));
            }
        }

        Assert.Equal(alone, crowd);
    }

    /// <summary>An agent over a sequence, the same in steps, beside the equations.</summary>
    private static void Compare<TState, TWorkspace>(IAgentNet<TState, TWorkspace> net, TWorkspace workspace, string path, int inputSize, int actorSize)
        where TState : struct
    {
        float[] input = Signals.Noise(Steps * inputSize, 1, seed: inputSize);
        float[] actor = new float[Steps * actorSize], value = new float[Steps];
        TState end = default, state = default;
        net.Forward(input, actor, value, ref end, workspace);
        float[] actorStep = new float[actorSize], valueStep = new float[1];
        for (int step = 0; step < Steps; step++)
        {
            net.Step(input.AsSpan(step * inputSize, inputSize), actorStep, valueStep, ref state);
            Streams.SameBits(actor.AsSpan(step * actorSize, actorSize), actorStep);
            Streams.SameBits(value.AsSpan(step, 1), valueStep);
        }

        Assert.Equal(end, state);
        var tensors = Tensors.Read(path);
        var body = new ReferenceStack(new ReferenceDense(tensors, "encoder.", ReferenceMath.Relu), new ReferenceLstm(tensors));
        ReferenceDense actorHead = new(tensors, "actor.", ReferenceMath.Identity), valueHead = new(tensors, "value.", ReferenceMath.Identity);
        double[][] states = [.. input.Chunk(inputSize).Select(row => body.Step(row))];
        Closeness.Within(Tolerance, [.. states.SelectMany(actorHead.Step)], actor);
        Closeness.Within(Tolerance, [.. states.SelectMany(valueHead.Step)], value);
    }
}
