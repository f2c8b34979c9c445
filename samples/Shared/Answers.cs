using System.Runtime.InteropServices;

namespace CellGen.Samples;

/// <summary>What a net says to sequences: any net, since <see cref="ITrainable"/> runs them all.</summary>
public static class Answers
{
    /// <summary>The last row of output for each sequence.</summary>
    public static float[][] Of(ITrainable net, ISequenceSource sequences)
    {
        TrainingPass pass = net.NewPass(Enumerable.Range(0, sequences.Count).Max(sequences.StepsOf));
        return [.. Enumerable.Range(0, sequences.Count).Select(i =>
        {
            var output = new float[pass.OutputLength(sequences.StepsOf(i))];
            pass.Evaluate(sequences.Get(i), state: [], output);
            return output[^pass.OutputSize..];
        })];
    }

    /// <summary>The place of the largest value of each answer.</summary>
    public static int[] Classes(ITrainable net, ISequenceSource sequences) => [.. Of(net, sequences).Select(scores => scores.IndexOf(scores.Max()))];

    /// <summary>Writes a net's weights, loads them, and tells whether the answers are the same bits.</summary>
    public static bool SameFromFile<TNet>(TNet net, string path, Func<string, TNet> load, ISequenceSource sequences)
        where TNet : ITrainable
    {
        using (FileStream file = File.Create(path))
        {
            net.Save(file);
        }

        return Of(net, sequences).Zip(Of(load(path), sequences)).All(
            pair => MemoryMarshal.AsBytes(pair.First.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(pair.Second.AsSpan())));
    }
}
