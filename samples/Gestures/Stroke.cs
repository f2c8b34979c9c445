namespace CellGen.Samples.Gestures;

/// <summary>A stroke: where the pointer was in each frame.</summary>
/// <param name="Class">The shape that was meant, by its place in <see cref="Shape.All"/>.</param>
/// <param name="Points">Whole pixels.</param>
public sealed record Stroke(int Class, (float X, float Y)[] Points)
{
    /// <summary>The rows that a net reads when the whole stroke was drawn and the button let go.</summary>
    public float[] Rows() => Rows(Points.Length, released: true);

    /// <summary>The rows that a net reads while it is drawn.</summary>
    /// <param name="points">How many points there are yet.</param>
    /// <param name="released">Whether the button was let go.</param>
    public float[] Rows(int points, bool released)
    {
        var rows = new float[(points + (released ? 1 : 0)) * Pen.RowSize];
        Pen pen = default;
        for (int i = 0; i < points; i++)
        {
            pen.Move(Points[i].X, Points[i].Y, rows.AsSpan(i * Pen.RowSize, Pen.RowSize));
        }

        if (released)
        {
            pen.Release(rows.AsSpan(points * Pen.RowSize, Pen.RowSize));
        }

        return rows;
    }
}
