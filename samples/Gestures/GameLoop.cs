using System.Diagnostics;

namespace CellGen.Samples.Gestures;

/// <summary>Plays a stroke frame by frame, as a game meets it, with a clock beside it.</summary>
public sealed class GameLoop
{
    /// <summary>How sure the net must be for the game to act before the stroke is done.</summary>
    public const float Sure = 0.95f;

    private readonly int[] _answers;
    private readonly double[] _times;
    private readonly Stroke _stroke;

    /// <summary>Plays.</summary>
    public GameLoop(Recognizer recognizer, Stroke stroke)
    {
        _stroke = stroke;
        _answers = new int[stroke.Points.Length + 1];
        _times = new double[_answers.Length];
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        recognizer.Begin();
        for (int frame = 0; frame < _answers.Length; frame++)
        {
            long start = Stopwatch.GetTimestamp();
            if (frame < stroke.Points.Length)
            {
                recognizer.Move(stroke.Points[frame].X, stroke.Points[frame].Y);
            }
            else
            {
                recognizer.Release();
            }

            _times[frame] = (Stopwatch.GetTimestamp() - start) * 1e6 / Stopwatch.Frequency;
            _answers[frame] = recognizer.Answer;
            if (recognizer.Confidence >= Sure && SureAt is null)
            {
                SureAt = ((frame + 1.0) / _answers.Length, recognizer.Answer == stroke.Class);
            }
        }

        Bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
    }

    /// <summary>What was meant.</summary>
    public int Class => _stroke.Class;

    /// <summary>The time of each frame's call, in microseconds.</summary>
    public IReadOnlyList<double> FrameTimes => _times;

    /// <summary>The time of the whole stroke, in microseconds.</summary>
    public double Time => _times.Sum();

    /// <summary>The bytes that were allocated.</summary>
    public long Bytes { get; }

    /// <summary>After which part of the stroke the net was first sure, and whether it was right; null where it never was.</summary>
    public (double Part, bool Right)? SureAt { get; }

    /// <summary>Whether the answer at the end is right.</summary>
    public bool Right => _answers[^1] == Class;

    /// <summary>The part of the stroke after which the answer is right and stays so; above 1 where it is never.</summary>
    public double KnownFrom => (Array.FindLastIndex(_answers, answer => answer != Class) + 2.0) / _answers.Length;

    /// <summary>Whether the answer is right when a part of the stroke was drawn.</summary>
    public bool RightAt(double part) => _answers[Math.Max(0, (int)Math.Ceiling(part * _answers.Length) - 1)] == Class;
}
