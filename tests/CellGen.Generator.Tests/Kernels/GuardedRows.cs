namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// Rows of a buffer that ends with the last of them, with elements before and between them that no kernel may touch. They are
/// NaN, and so may elements of the rows be that may be written but not read.
/// </summary>
internal sealed class GuardedRows
{
    private const int Before = 5;
    private const int Between = 3;

    private readonly double[] _buffer;

    /// <param name="count">The number of rows.</param>
    /// <param name="length">The length of a row.</param>
    /// <param name="value">An element: its row and its place in it.</param>
    public GuardedRows(int count, int length, Func<int, int, double> value)
    {
        (Count, Length) = (count, length);
        _buffer = new double[Before + (count * Step) - Between];
        Array.Fill(_buffer, double.NaN);
        for (int i = 0; i < count * length; i++)
        {
            _buffer[Before + (i / length * Step) + (i % length)] = value(i / length, i % length);
        }
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The length of a row.</summary>
    public int Length { get; }

    /// <summary>The distance of rows.</summary>
    public int Step => Length + Between;

    /// <summary>The first element of the first row.</summary>
    public FormReference Reference => new(_buffer, Before);

    /// <summary>An element.</summary>
    public double this[int row, int place] => _buffer[Before + (row * Step) + place];

    /// <summary>Nothing has been written before and between the rows.</summary>
    public void AssertGuarded()
    {
        for (int i = 0; i < _buffer.Length; i++)
        {
            if ((i < Before || (i - Before) % Step >= Length) && !double.IsNaN(_buffer[i]))
            {
                Assert.Fail($"element {i - Before}, outside of rows of {Length} that are {Step} apart, was written");
            }
        }
    }
}
