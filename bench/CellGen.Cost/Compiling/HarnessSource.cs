namespace CellGen.Cost.Compiling;

/// <summary>
/// The C# text of the class that calls a net, in an assembly of its own: each member gives an action that makes so many
/// calls. The actions are compiled optimised at once, so that a measurement sees the net's tiers and not theirs.
/// </summary>
internal static class HarnessSource
{
    /// <summary>The class, for a net with a method Step or without.</summary>
    public static string Write(bool canStep) => $$"""
        using System;
        using System.Runtime.CompilerServices;

        public static class Harness
        {
            public static Action<int> Forward(int steps)
            {
                var net = new Net(seed: 1);
                var workspace = new Net.Workspace(steps);
                var input = new float[steps * Net.InputSize];
                var output = new float[steps * Net.OutputSize];
                Array.Fill(input, 0.1f);
                return [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
                {
                    for (int i = 0; i < calls; i++)
                    {
                        net.Forward(input, output, workspace);
                    }
                };
            }
            {{(canStep ? Step : "")}}
        }
        """;

    private const string Step = """

            public static Action<int> Step(int steps)
            {
                var net = new Net(seed: 1);
                var state = new Net.State();
                var input = new float[Net.InputSize];
                var output = new float[Net.OutputSize];
                Array.Fill(input, 0.1f);
                return [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
                {
                    for (int i = 0; i < calls; i++)
                    {
                        net.Step(input, output, ref state);
                    }
                };
            }
        """;
}
