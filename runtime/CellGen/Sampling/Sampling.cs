namespace CellGen;

/// <summary>How tokens are drawn from scores: <c>new Sampling { Temperature = 0.8f, TopP = 0.95f, Seed = 7 }</c>. The default draws from the softmax as it is.</summary>
public sealed record Sampling
{
    private readonly float _temperature = 1f;
    private readonly int _topK;
    private readonly float _topP = 1f;

    /// <summary>What scores are divided by before the softmax: below 1 bolder, above 1 more daring; 0 takes the largest score. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not a finite number.</exception>
    public float Temperature
    {
        get => _temperature;
        init => _temperature = Setting.NotNegative(value, nameof(Temperature));
    }

    /// <summary>Only so many of the largest scores can be drawn (Fan, Lewis and Dauphin 2018); 0 is all. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int TopK
    {
        get => _topK;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(TopK));
            _topK = value;
        }
    }

    /// <summary>
    /// Only the fewest tokens whose probabilities, from the largest on, come to at least this can be drawn (nucleus sampling,
    /// Holtzman et al. 2020); 1 is all. What <see cref="TopK"/> leaves out has no probability. Default: 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and at most 1.</exception>
    public float TopP
    {
        get => _topP;
        init => _topP = value > 0f && value <= 1f ? value : throw new ArgumentOutOfRangeException(
            nameof(TopP), value, "The value must be above 0 and at most 1.");
    }

    /// <summary>Where the random numbers begin: the same seed draws the same tokens on every machine. Default: 0.</summary>
    public int Seed { get; init; }
}
