namespace CellGen.Samples.Gestures;

/// <summary>
/// Turns positions of a pointer into rows for a net, as they come: nothing needs the rest of the stroke. Neither place nor size
/// of the stroke on the screen are in a row; sizes are in parts of the box that was drawn into so far.
/// </summary>
public struct Pen
{
    /// <summary>
    /// The values of a row: the last move, the position since the start, both in parts of the box; the move's direction as its
    /// cosine and sine; and 1 once the button is let go.
    /// </summary>
    public const int RowSize = 7;

    // A hand that begins moves by a few pixels in any direction: no box is smaller than this.
    private const float LeastBox = 24;

    private bool _down;
    private (float X, float Y) _start;
    private (float X, float Y) _last;
    private (float X, float Y) _low;
    private (float X, float Y) _high;

    /// <summary>The pointer is somewhere, with the button held.</summary>
    /// <param name="x">In pixels.</param>
    /// <param name="y">In pixels, downwards.</param>
    /// <param name="row">[RowSize]</param>
    public void Move(float x, float y, Span<float> row)
    {
        if (!_down)
        {
            _down = true;
            _start = _last = _low = _high = (x, y);
        }

        (_low, _high) = ((MathF.Min(_low.X, x), MathF.Min(_low.Y, y)), (MathF.Max(_high.X, x), MathF.Max(_high.Y, y)));
        (float moveX, float moveY) = (x - _last.X, y - _last.Y);
        _last = (x, y);
        Write(moveX, moveY, row);
        float length = MathF.Sqrt((moveX * moveX) + (moveY * moveY));
        (row[4], row[5], row[6]) = length > 0 ? (moveX / length, moveY / length, 0) : (0, 0, 0);
    }

    /// <summary>The button is let go.</summary>
    /// <param name="row">[RowSize]</param>
    public readonly void Release(Span<float> row)
    {
        Write(0, 0, row);
        (row[4], row[5], row[6]) = (0, 0, 1);
    }

    private readonly void Write(float moveX, float moveY, Span<float> row)
    {
        (float width, float height) = (_high.X - _low.X, _high.Y - _low.Y);
        float box = MathF.Max(MathF.Sqrt((width * width) + (height * height)), LeastBox);
        (row[0], row[1]) = (8 * moveX / box, 8 * moveY / box); // a stroke is some tens of moves: so a row's values are of one size
        (row[2], row[3]) = (2 * (_last.X - _start.X) / box, 2 * (_last.Y - _start.Y) / box);
    }
}
