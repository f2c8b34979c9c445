using System.Diagnostics;
using CellGen.NumericTests.Host;
using CellGen.TestOrder;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Training;

/// <summary>
/// A process that trains with a checkpoint after every update, killed by the system at random moments, in the middle of writing as
/// well: started again it goes on, and ends with the bits of a run that nobody disturbed.
/// </summary>
[TakesLong]
public sealed class KillTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cellgen-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void KillsChangeNoBit()
    {
        var undisturbed = new TrainedGru(1);
        TrainingData.LongRun(undisturbed, checkpoint: null, every: 0).Fit(TrainingData.Adding(60, 1), TrainingData.Adding(20, 2), TrainingData.LongRunEpochs);
        string checkpoint = Path.Combine(_folder, "run.checkpoint");
        string weights = Path.Combine(_folder, "run.safetensors");
        var random = new Random(7);
        int kills = 0;
        int withinWriting = 0;
        while (true)
        {
            // Once it has been killed often enough, and in the middle of writing as well, it may end.
            bool again = kills < Sweeps.Of(50) || (withinWriting == 0 && kills < 1000);
            int updates = again ? random.Next(1, 8) : int.MaxValue;
            if (Run(checkpoint, weights, updates, random.Next(4000)))
            {
                Assert.Equal(TrainingData.Bits(undisturbed), TrainingData.Bits(TrainedGru.Load(weights)));
                if (!again)
                {
                    break;
                }

                File.Delete(checkpoint);
            }
            else
            {
                kills++;
                string[] halfWritten = Directory.GetFiles(_folder, "*.tmp");
                withinWriting += halfWritten.Length;
                Array.ForEach(halfWritten, File.Delete);
            }
        }

        Assert.True(withinWriting > 0, "No kill came in the middle of writing.");
    }

    /// <summary>Runs the process and kills it some microseconds after some updates; returns whether it came to its end.</summary>
    private static bool Run(string checkpoint, string weights, int updates, int microseconds)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "CellGen.TopologyTests.Killed.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, checkpoint, weights])
        {
            RedirectStandardOutput = true,
        })!;
        while (process.StandardOutput.ReadLine() is not null)
        {
            if (--updates == 0)
            {
                long start = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(start).TotalMicroseconds < microseconds)
                {
                }

                process.Kill();
            }
        }

        process.WaitForExit();
        Assert.True(process.ExitCode is 0 or 137 or -1, $"It ended with {process.ExitCode}.");
        return process.ExitCode == 0;
    }
}
