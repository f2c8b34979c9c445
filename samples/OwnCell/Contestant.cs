namespace CellGen.Samples.OwnCell;

/// <summary>A cell, and how nets of it are made, trained and measured.</summary>
/// <param name="name">What papers call it.</param>
/// <param name="difference">What it has not, or what it is.</param>
/// <param name="isAblation">Whether it is an LSTM with something taken out.</param>
public abstract class Contestant(string name, string difference, bool isAblation)
{
    /// <summary>What papers call it.</summary>
    public string Name => name;

    /// <summary>What it has not, or what it is.</summary>
    public string Difference => difference;

    /// <summary>Whether it is an LSTM with something taken out.</summary>
    public bool IsAblation => isAblation;

    /// <summary>The number of units.</summary>
    public abstract int Hidden { get; }

    /// <summary>The number of parameters.</summary>
    public abstract int Parameters { get; }

    /// <summary>Trains a net and measures its error.</summary>
    /// <param name="novel">The text.</param>
    /// <param name="settings">How to train.</param>
    /// <param name="seed">The weights that it begins with, and the windows that it sees.</param>
    public abstract Score Train(Novel novel, Settings settings, int seed);

    /// <summary>The time of one step of a stream, in the fastest of many short rounds.</summary>
    public abstract double NanosecondsPerStep();
}
