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
        var net = PongAgent.Load(path);
        float[] input = Signals.Noise(Steps * PongAgent.InputSize, 1, seed: 1);
        float[] actor = new float[Steps * PongAgent.ActorSize], value = new float[Steps];
        PongAgent.State end = default, state = default;
        net.Forward(input, actor, value, ref end, new PongAgent.Workspace(Steps));
        float[] actorStep = new float[PongAgent.ActorSize], valueStep = new float[1];
        for (int step = 0; step < Steps; step++)
        {
            net.Step(input.AsSpan(step * PongAgent.InputSize, PongAgent.InputSize), actorStep, valueStep, ref state);
            Streams.SameBits(actor.AsSpan(step * PongAgent.ActorSize, PongAgent.ActorSize), actorStep);
            Streams.SameBits(value.AsSpan(step, 1), valueStep);
        }

        Assert.Equal(end, state);
        Compare(path, input, PongAgent.InputSize, actor, value);
    }

    [ZooFact]
    public void Breakout()
    {
        string path = Zoo.PathOf("pufferlib", "breakout.safetensors");
        var net = BreakoutAgent.Load(path);
        float[] input = Signals.Noise(Steps * BreakoutAgent.InputSize, 1, seed: 2);
        float[] actor = new float[Steps * BreakoutAgent.ActorSize], value = new float[Steps];
        BreakoutAgent.State end = default, state = default;
        net.Forward(input, actor, value, ref end, new BreakoutAgent.Workspace(Steps));
        float[] actorStep = new float[BreakoutAgent.ActorSize], valueStep = new float[1];
        for (int step = 0; step < Steps; step++)
        {
            net.Step(input.AsSpan(step * BreakoutAgent.InputSize, BreakoutAgent.InputSize), actorStep, valueStep, ref state);
            Streams.SameBits(actor.AsSpan(step * BreakoutAgent.ActorSize, BreakoutAgent.ActorSize), actorStep);
            Streams.SameBits(value.AsSpan(step, 1), valueStep);
        }

        Assert.Equal(end, state);
        Compare(path, input, BreakoutAgent.InputSize, actor, value);
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

    private static void Compare(string path, float[] input, int inputSize, float[] actor, float[] value)
    {
        var tensors = Tensors.Read(path);
        var body = new ReferenceStack(new ReferenceDense(tensors, "encoder.", ReferenceMath.Relu), new ReferenceLstm(tensors));
        ReferenceDense actorHead = new(tensors, "actor.", ReferenceMath.Identity), valueHead = new(tensors, "value.", ReferenceMath.Identity);
        double[][] states = [.. input.Chunk(inputSize).Select(row => body.Step(row))];
        Closeness.Within(Tolerance, [.. states.SelectMany(actorHead.Step)], actor);
        Closeness.Within(Tolerance, [.. states.SelectMany(valueHead.Step)], value);
    }
}
