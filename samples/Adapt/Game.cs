using System.Diagnostics;

namespace CellGen.Samples.Adapt;

/// <summary>
/// A game of some minutes at 60 frames a second, in which a player makes a move every half second; once with a net that learns
/// between the frames, once with the same net frozen.
/// </summary>
public sealed class Game
{
    /// <summary>The seconds of a game.</summary>
    public const int Seconds = 120;

    /// <summary>The seconds after which it is judged.</summary>
    public const int Judged = 60;

    /// <summary>What a frame gives to an update, in microseconds: of the 16,667 that it has.</summary>
    public const double Budget = 100;

    /// <summary>The moves of a player in a second.</summary>
    public const int MovesASecond = FramesASecond / FramesAMove;

    private const int FramesASecond = 60;
    private const int FramesAMove = 30;
    private const int FramesAnUpdate = 12;

    private readonly Learner _learning;
    private readonly Learner _frozen;
    private readonly Player _player;

    /// <summary>A game with a player whom the net has never seen.</summary>
    /// <param name="start">What the net knows before it.</param>
    /// <param name="seed">Of the player.</param>
    public Game(HabitNet start, int seed)
    {
        _learning = new Learner(start);
        _frozen = new Learner(start);
        _player = new Player(seed);
    }

    /// <summary>The net that has learned the player.</summary>
    public HabitNet Learned => _learning.Net;

    /// <summary>For each second the sum of bits that the player's moves were to the net that learns, to the frozen one, and at the least.</summary>
    public (double Learning, double Frozen, double Least)[] Bits { get; } = new (double, double, double)[Seconds];

    /// <summary>After the judged second: the moves, and how many of them each net guessed.</summary>
    public (int Moves, int Learning, int Frozen) Guessed { get; private set; }

    /// <summary>The time of each update, in microseconds: there is one in every twelfth frame.</summary>
    public double[] UpdateTimes { get; } = new double[Seconds * FramesASecond / FramesAnUpdate];

    /// <summary>The bytes that predictions and learning allocated.</summary>
    public long Bytes { get; private set; }

    /// <summary>Plays.</summary>
    public void Play()
    {
        Span<float> input = stackalloc float[Player.InputSize];
        Span<float> learning = stackalloc float[Player.Moves];
        Span<float> frozen = stackalloc float[Player.Moves];
        for (int frame = 0; frame < Seconds * FramesASecond; frame++)
        {
            int second = frame / FramesASecond;
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            if (frame % FramesAMove == 0)
            {
                (int move, double likelihood) = _player.Next(input);
                _learning.Predict(input, learning);
                _frozen.Predict(input, frozen);
                _learning.Remember(input, move);
                Bits[second].Learning -= learning[move] / Math.Log(2);
                Bits[second].Frozen -= frozen[move] / Math.Log(2);
                Bits[second].Least -= Math.Log2(likelihood);
                if (second >= Judged)
                {
                    Guessed = (Guessed.Moves + 1, Guessed.Learning + Hit(learning, move), Guessed.Frozen + Hit(frozen, move));
                }
            }

            if (frame % FramesAnUpdate == 0)
            {
                long start = Stopwatch.GetTimestamp();
                _learning.Learn();
                UpdateTimes[frame / FramesAnUpdate] = (Stopwatch.GetTimestamp() - start) * 1e6 / Stopwatch.Frequency;
            }

            Bytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
        }
    }

    private static int Hit(ReadOnlySpan<float> logProbabilities, int move)
    {
        int best = 0;
        for (int i = 1; i < logProbabilities.Length; i++)
        {
            best = logProbabilities[i] > logProbabilities[best] ? i : best;
        }

        return best == move ? 1 : 0;
    }
}
