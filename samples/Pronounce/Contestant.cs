using System.Runtime.InteropServices;

namespace CellGen.Samples.Pronounce;

/// <summary>A net that pronounces, whichever of the two it is.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Net">The net.</param>
/// <param name="Pronounce">Spelling to phonemes: the likeliest one at each step.</param>
/// <param name="Weights">Its file.</param>
public sealed record Contestant(string Name, ITrainable Net, Func<string, int[]> Pronounce, string Weights)
{
    private const int MostPhonemes = 32;

    /// <summary>Looks up letters.</summary>
    public static Contestant Attentive(AttentiveNet net, string folder)
    {
        var workspace = new AttentiveNet.Workspace(MostPhonemes);
        var sounds = new int[MostPhonemes];
        return new("with attention", net, word => sounds[..net.Decode(WordData.Letters(word), sounds, workspace)], Path.Combine(folder, "with-attention.safetensors"));
    }

    /// <summary>Keeps all letters in mind.</summary>
    public static Contestant Plain(PlainNet net, string folder)
    {
        var workspace = new PlainNet.Workspace(MostPhonemes);
        var sounds = new int[MostPhonemes];
        return new("without attention", net, word => sounds[..net.Decode(WordData.Letters(word), sounds, workspace)], Path.Combine(folder, "without-attention.safetensors"));
    }

    /// <summary>Writes the weights.</summary>
    public void Save()
    {
        using FileStream file = File.Create(Weights);
        Net.Save(file);
    }

    /// <summary>Replaces the weights by those of the file.</summary>
    public Contestant Load()
    {
        using FileStream file = File.OpenRead(Weights);
        Net.LoadFrom(file);
        return this;
    }

    /// <summary>Whether another one gives the same bits, and says the same, for all these words.</summary>
    public bool SameAs(Contestant other, Word[] words) =>
        words.All(word => Pronounce(word.Spelling).SequenceEqual(other.Pronounce(word.Spelling))) &&
        MemoryMarshal.AsBytes<float>(Logits(words)).SequenceEqual(MemoryMarshal.AsBytes<float>(other.Logits(words)));

    private float[] Logits(Word[] words)
    {
        SequenceList sequences = WordData.Sequences(words);
        TrainingPass pass = Net.NewPass(Enumerable.Range(0, sequences.Count).Max(sequences.StepsOf));
        return [.. Enumerable.Range(0, sequences.Count).SelectMany(i =>
        {
            var output = new float[pass.OutputLength(sequences.Get(i), sequences.StepsOf(i))];
            pass.Evaluate(sequences.Get(i), state: [], output);
            return output;
        })];
    }
}
