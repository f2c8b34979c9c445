namespace CellGen.Samples.Adapt;

/// <summary>What many games say.</summary>
public sealed class Summary(IReadOnlyList<Game> games)
{
    /// <summary>The seconds of a point in the picture.</summary>
    public const int Bin = 10;

    private readonly double[] _times = [.. games.SelectMany(game => game.UpdateTimes).Order()];

    /// <summary>The players.</summary>
    public int Players => games.Count;

    /// <summary>The bits a move in some seconds of all games: of the net that learns, of the frozen one, and the least there can be.</summary>
    public (double Learning, double Frozen, double Least) Bits(Range seconds)
    {
        (double Learning, double Frozen, double Least) sum = default;
        int moves = 0;
        foreach (Game game in games)
        {
            foreach ((double learning, double frozen, double least) in game.Bits[seconds])
            {
                sum = (sum.Learning + learning, sum.Frozen + frozen, sum.Least + least);
                moves += Game.MovesASecond;
            }
        }

        return (sum.Learning / moves, sum.Frozen / moves, sum.Least / moves);
    }

    /// <summary>The part of moves that each net guessed after the first minute.</summary>
    public (double Learning, double Frozen) Right()
    {
        double moves = games.Sum(game => game.Guessed.Moves);
        return (games.Sum(game => game.Guessed.Learning) / moves, games.Sum(game => game.Guessed.Frozen) / moves);
    }

    /// <summary>The time that a part of all updates does not exceed, in microseconds.</summary>
    public double Time(double part) => _times[(int)Math.Min(part * _times.Length, _times.Length - 1)];

    /// <summary>The bytes that predictions and learning allocated.</summary>
    public long Bytes => games.Sum(game => game.Bytes);
}
