namespace CellGen;

/// <summary>
/// How a decoder searches for a likely sequence: <c>new Beam { Width = 5, LengthPenalty = 0.6f }</c>. It goes on with so many of the
/// most likely beginnings at a time.
/// </summary>
public sealed class Beam
{
    private readonly int _width = 4;
    private readonly float _lengthPenalty;

    /// <summary>The number of beginnings that are kept. Default: 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1 or above 1,024.</exception>
    public int Width
    {
        get => _width;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Width));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1024, nameof(Width));
            _width = value;
        }
    }

    /// <summary>
    /// α in log P / ((5 + length) / 6)^α, by which sequences are compared (Wu et al. 2016, equation 14); the length counts the end
    /// token. 0 compares probabilities, which favours short sequences. Default: 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not a finite number.</exception>
    public float LengthPenalty
    {
        get => _lengthPenalty;
        init => _lengthPenalty = Setting.NotNegative(value, nameof(LengthPenalty));
    }
}
