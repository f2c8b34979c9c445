namespace CellGen.Samples.NextChapter;

/// <summary>A net that reads a text, token by token, and guesses the next one: what both nets have.</summary>
/// <typeparam name="TSelf">The net.</typeparam>
public interface ITextNet<TSelf> : ITrainable
    where TSelf : ITextNet<TSelf>
{
    /// <summary>The number of tokens that it has room for.</summary>
    static abstract int MaxTokens { get; }

    /// <summary>Begins a text: forgets what was read.</summary>
    void Begin();

    /// <summary>Reads a token.</summary>
    /// <param name="token">Its number.</param>
    /// <param name="scores">[MaxTokens] Takes a score for each token that may come next.</param>
    void Read(int token, Span<float> scores);

    /// <summary>Writes the weights; the generated class has it.</summary>
    void Save(string path, WeightNames? names = null);

    /// <summary>A net from a file; the generated class has it.</summary>
    static abstract TSelf Load(string path, WeightNames? names = null);
}
