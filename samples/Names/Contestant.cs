namespace CellGen.Samples.Names;

/// <summary>A trained net as a classifier: any net, since <see cref="ITrainable"/> runs them all.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Net">The net.</param>
/// <param name="Data">The names, for their letters.</param>
/// <param name="RowSize">See <see cref="NameSource"/>.</param>
/// <param name="ValidationError">The part of the validation names that it gets wrong.</param>
/// <param name="ReloadedSame">Whether from its file it gives the same bits for the held-out names.</param>
public sealed record Contestant(string Name, ITrainable Net, NameData Data, int RowSize, double ValidationError, bool ReloadedSame)
{
    /// <summary>The scores of the languages for each name, [names x languages].</summary>
    public static float[][] Scores(ITrainable net, NameSource names)
    {
        TrainingPass pass = net.NewPass(Enumerable.Range(0, names.Count).Max(names.StepsOf));
        return [.. Enumerable.Range(0, names.Count).Select(i =>
        {
            var output = new float[pass.OutputLength(names.StepsOf(i))];
            pass.Evaluate(names.Get(i), state: [], output);
            return output[^pass.OutputSize..];
        })];
    }

    /// <summary>The number of the language that it takes each name for.</summary>
    public int[] Guess(IEnumerable<Name> names) =>
        [.. Scores(Net, new NameSource(names, Data.Letters, RowSize)).Select(scores => scores.IndexOf(scores.Max()))];
}
