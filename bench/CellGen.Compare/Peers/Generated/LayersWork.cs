using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers.Generated;

/// <summary>Step of a net of several layers, called for each row of a block from a zero state: one call a step.</summary>
internal static class LayersWork
{
    /// <summary>The net of the row, ready to run.</summary>
    public static IWork Create(Problem problem) => problem.Row.Net == NetCatalog.Denoiser ? Denoise(problem) : Play(problem);

    private static DelegateWork Denoise(Problem problem)
    {
        var net = new Denoiser();
        float[] input = problem.Input, output = new float[problem.Row.Steps * problem.Row.OutputSize];
        GeneratedPeer.SetAll(problem, net.Set);
        return new DelegateWork("", () =>
        {
            Denoiser.State state = default;
            for (int t = 0; t < input.Length / Denoiser.InputSize; t++)
            {
                var row = output.AsSpan(t * (Denoiser.VadSize + Denoiser.GainsSize), Denoiser.VadSize + Denoiser.GainsSize);
                net.Step(input.AsSpan(t * Denoiser.InputSize, Denoiser.InputSize), row[..Denoiser.VadSize], row[Denoiser.VadSize..], ref state);
            }
        }, () => new Answer(output));
    }

    private static DelegateWork Play(Problem problem)
    {
        var net = new Player();
        float[] input = problem.Input, output = new float[problem.Row.Steps * problem.Row.OutputSize];
        GeneratedPeer.SetAll(problem, net.Set);
        return new DelegateWork("", () =>
        {
            Player.State state = default;
            for (int t = 0; t < input.Length / Player.InputSize; t++)
            {
                net.Step(input.AsSpan(t * Player.InputSize, Player.InputSize), output.AsSpan(t * Player.OutputSize, Player.OutputSize), ref state);
            }
        }, () => new Answer(output));
    }
}
