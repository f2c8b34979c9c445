namespace CellGen.Samples.Adapt;

/// <summary>
/// A player of a fighting game, with a favourite answer or two to each attack, and a favourite move or two after each of his own. At
/// times he does what everybody does, or anything. Honestly synthetic: habits are drawn, not observed.
/// </summary>
public sealed class Player
{
    /// <summary>What a player can do: high, low, block, jump, throw, wait.</summary>
    public const int Moves = 6;

    /// <summary>What the opponent can do.</summary>
    public const int Attacks = 4;

    /// <summary>What the net sees: a 1 for the opponent's attack, and a 1 for the player's last move.</summary>
    public const int InputSize = Attacks + Moves;

    private readonly Random _random;
    private readonly double[][] _answers;
    private readonly double[][] _combinations;
    private int _last;

    /// <summary>A player.</summary>
    /// <param name="seed">Of habits and moves.</param>
    public Player(int seed)
    {
        _random = new Random(seed);
        _answers = [.. Enumerable.Range(0, Attacks).Select(_ => Habit())];
        _combinations = [.. Enumerable.Range(0, Moves).Select(_ => Habit())];
    }

    /// <summary>The next situation, what the player does in it, and how likely that was.</summary>
    /// <param name="input">[InputSize] takes what the net sees.</param>
    public (int Move, double Likelihood) Next(Span<float> input)
    {
        int attack = _random.Next(Attacks);
        input.Clear();
        (input[attack], input[Attacks + _last]) = (1, 1);
        double u = _random.NextDouble();
        int move = 0;
        for (; move < Moves - 1 && u >= Likelihood(attack, move); move++)
        {
            u -= Likelihood(attack, move);
        }

        double likelihood = Likelihood(attack, move);
        _last = move;
        return (move, likelihood);
    }

    /// <summary>His own answer, his own combination, the answer that everybody gives, or anything.</summary>
    private double Likelihood(int attack, int move) =>
        (0.6 * _answers[attack][move]) + (0.25 * _combinations[_last][move]) + (move == attack ? 0.1 : 0) + (0.05 / Moves);

    /// <summary>A favourite or two.</summary>
    private double[] Habit()
    {
        double[] likings = [.. Enumerable.Range(0, Moves).Select(_ => Math.Pow(_random.NextDouble(), 8))];
        double sum = likings.Sum();
        return [.. likings.Select(liking => liking / sum)];
    }
}
