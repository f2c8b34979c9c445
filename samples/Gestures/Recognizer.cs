namespace CellGen.Samples.Gestures;

/// <summary>What a game holds for a pointer: told where it is in each frame, it has an answer at once. It allocates nothing later.</summary>
/// <param name="net">The net, which others may use, too.</param>
public sealed class Recognizer(GestureNet net)
{
    private readonly float[] _row = new float[Pen.RowSize];
    private readonly float[] _scores = new float[GestureNet.OutputSize];
    private GestureNet.State _state;
    private Pen _pen;

    /// <summary>The likeliest shape, by its place in <see cref="Shape.All"/>.</summary>
    public int Answer { get; private set; }

    /// <summary>How likely it is, as the net has it: the softmax of its score.</summary>
    public float Confidence { get; private set; }

    /// <summary>A new stroke begins.</summary>
    public void Begin() => (_pen, _state) = (default, default);

    /// <summary>The pointer in this frame, in pixels.</summary>
    public void Move(float x, float y)
    {
        _pen.Move(x, y, _row);
        Step();
    }

    /// <summary>The button is let go; the answer is now of the whole stroke.</summary>
    public void Release()
    {
        _pen.Release(_row);
        Step();
    }

    private void Step()
    {
        net.Step(_row, _scores, ref _state);
        Answer = 0;
        for (int i = 1; i < _scores.Length; i++)
        {
            Answer = _scores[i] > _scores[Answer] ? i : Answer;
        }

        float sum = 0;
        foreach (float score in _scores)
        {
            sum += MathF.Exp(score - _scores[Answer]);
        }

        Confidence = 1 / sum;
    }
}
