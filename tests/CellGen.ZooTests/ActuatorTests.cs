using CellGen.ZooTests.Host;
using CellGen.ZooTests.Nets;
using CellGen.ZooTests.Reference;

namespace CellGen.ZooTests;

/// <summary>The joints of a crowd of robots, each with its own state, beside the equations in double precision.</summary>
public class ActuatorTests
{
    private const int Joints = 4000, Steps = 20;
    private const float TorqueScale = 20;
    private const double Tolerance = 5e-5;

    [ZooFact]
    public void Four_thousand_joints_at_once()
    {
        string path = Zoo.PathOf("anydrive-lstm", "anydrive_v3_lstm.safetensors");
        var net = Actuator.Load(path);
        var tensors = Tensors.Read(path);
        ReferenceStack[] references = [.. Enumerable.Range(0, Joints).Select(_ => new ReferenceStack(
            new ReferenceLstm(tensors), new ReferenceLstm(tensors, layer: 1), new ReferenceDense(tensors, "head.", ReferenceMath.Identity)))];
        Actuator.State[] crowd = new Actuator.State[Joints], alone = new Actuator.State[Joints];
        float[] torques = new float[Joints], stepped = new float[Joints];
        for (int step = 0; step < Steps; step++)
        {
            // The position's error × 2 and the velocity / 4.
            float[] inputs = [.. Signals.Noise(2 * Joints, 1, seed: step).Select((value, i) => i % 2 == 0 ? 0.2f * value * 2 : 6 * value * 0.25f)];

            net.StepMany(inputs, torques, crowd);

            double[] expected = [.. references.SelectMany((reference, joint) => reference.Step(inputs.AsSpan(2 * joint, 2))).Select(torque => torque * TorqueScale)];
            Closeness.Within(Tolerance, expected, Array.ConvertAll(torques, torque => torque * TorqueScale));
            for (int joint = 0; joint < Joints; joint++)
            {
                net.Step(inputs.AsSpan(2 * joint, 2), stepped.AsSpan(joint, 1), ref alone[joint]);
            }

            Streams.SameBits(stepped, torques);
        }

        Xunit.Assert.Equal(alone, crowd);
    }

    [ZooFact]
    public void One_joint()
    {
        string path = Zoo.PathOf("anydrive-lstm", "anydrive_v3_lstm.safetensors");
        var tensors = Tensors.Read(path);
        var reference = new ReferenceStack(new ReferenceLstm(tensors), new ReferenceLstm(tensors, layer: 1), new ReferenceDense(tensors, "head.", ReferenceMath.Identity));
        float[] input = Signals.Noise(1000, 1, seed: 9);
        Closeness.Within(Tolerance / TorqueScale, reference.Run(input, 2), Streams.Run(Actuator.Load(path), new Actuator.Workspace(500), 2, 1, input));
    }
}
