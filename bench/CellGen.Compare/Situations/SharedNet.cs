using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CellGen.Compare.Peers.Generated;

namespace CellGen.Compare.Situations;

/// <summary>A net that two cores run at the same time.</summary>
/// <param name="Name">As the table has it.</param>
/// <param name="Create">Makes the net; what it returns makes a call with memory of its own.</param>
internal sealed record SharedNet(string Name, Func<Func<SharedNet.Call>> Create)
{
    private const int Steps = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(250);

    /// <summary>A small net, one whose weights fill caches, and training.</summary>
    public static IReadOnlyList<SharedNet> All { get; } =
    [
        new("GRU(10,20,2 layers, bidirectional) T=100", () =>
        {
            var net = new Gru20(seed: 1);
            return () =>
            {
                var workspace = new Gru20.Workspace(Steps);
                var (input, output) = (Wave(Steps * Gru20.InputSize), new float[Steps * Gru20.OutputSize]);
                return new(() => net.Forward(input, output, workspace), output);
            };
        }),
        new("LSTM(40,256) T=100", () =>
        {
            var net = new Lstm256(seed: 1);
            return () =>
            {
                var workspace = new Lstm256.Workspace(Steps);
                var (input, output) = (Wave(Steps * Lstm256.InputSize), new float[Steps * Lstm256.OutputSize]);
                return new(() => net.Forward(input, output, workspace), output);
            };
        }),
        new("GRU(10,20,2,bi) batch 1, forward + backward", () =>
        {
            var net = new Gru20(seed: 1);
            return () =>
            {
                var (tape, gradient) = (new Gru20.Tape(Steps), new Gru20.Gradient());
                var (input, output) = (Wave(Steps * Gru20.InputSize), new float[Steps * Gru20.OutputSize]);
                var inputGradient = new float[input.Length];
                return new(() =>
                {
                    gradient.Clear();
                    net.Forward(input, output, tape);
                    net.Backward(input, output, inputGradient, gradient, tape);
                }, inputGradient);
            };
        }),
    ];

    private static float[] Wave(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i))];

    /// <summary>A call, and what it has computed.</summary>
    internal sealed record Call(Action Run, float[] Result)
    {
        /// <summary>Calls for a while, with rests in which the compiler gets its turn.</summary>
        /// <returns>What stands for the bits of the result.</returns>
        public string WarmUp()
        {
            for (int round = 0; round < 5; round++)
            {
                PerSecond();
                Thread.Sleep(200);
            }

            return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>(Result)));
        }

        /// <summary>Calls for a quarter of a second.</summary>
        /// <returns>The calls in a second.</returns>
        public double PerSecond()
        {
            long begin = Stopwatch.GetTimestamp(), calls = 0;
            TimeSpan time;
            do
            {
                Run();
                calls++;
                time = Stopwatch.GetElapsedTime(begin);
            }
            while (time < Window);

            return calls / time.TotalSeconds;
        }
    }
}
