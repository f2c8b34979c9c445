namespace CellGen.Samples.Gestures;

/// <summary>
/// Strokes of many people. Those who are held out have drawn nothing that anything was fitted to or chosen by; others say when to
/// stop and how the baseline is set.
/// </summary>
public sealed class StrokeData
{
    private const int StrokesAShape = 4;

    /// <summary>The people who are held out.</summary>
    public const int HeldOutPeople = 50;

    /// <summary>The people to learn from.</summary>
    public const int TrainingPeople = 200;

    /// <summary>The people who say when to stop.</summary>
    public const int ValidationPeople = 50;

    /// <summary>What is learned from.</summary>
    public Stroke[] Training { get; } = Draw(firstSeed: 0, TrainingPeople);

    /// <summary>What says when to stop.</summary>
    public Stroke[] Validation { get; } = Draw(firstSeed: 100_000, ValidationPeople);

    /// <summary>What all are compared on.</summary>
    public Stroke[] HeldOut { get; } = Draw(firstSeed: 300_000, HeldOutPeople);

    /// <summary>Whole strokes, as a trainer wants them.</summary>
    public static SequenceList Whole(IEnumerable<Stroke> strokes)
    {
        var list = new SequenceList();
        foreach (Stroke stroke in strokes)
        {
            list.Add(stroke.Points.Length + 1, stroke.Rows(), [stroke.Class]);
        }

        return list;
    }

    /// <summary>Whole strokes, and each once more cut off somewhere, with the button held: so a net learns to guess while somebody draws.</summary>
    public static SequenceList WholeAndCut(IEnumerable<Stroke> strokes)
    {
        SequenceList list = Whole(strokes);
        var chance = new Chance(seed: 1);
        foreach (Stroke stroke in strokes)
        {
            int points = Math.Max(2, (int)(chance.Uniform(0.05, 1) * stroke.Points.Length));
            list.Add(points, stroke.Rows(points, released: false), [stroke.Class]);
        }

        return list;
    }

    private static Stroke[] Draw(int firstSeed, int people) => [.. Enumerable.Range(firstSeed, people).SelectMany(seed =>
    {
        var person = new Person(seed);
        return Enumerable.Range(0, StrokesAShape * Shape.All.Length).Select(i => person.Draw(i % Shape.All.Length)).ToArray();
    })];
}
