using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>Which statements are one line of text.</summary>
public class RunsTests
{
    private static readonly Value Sum = new Value.Local(8, "a");

    [Theory]
    [InlineData(1, "1")]
    [InlineData(2, "2")]
    [InlineData(3, "2 1")]
    [InlineData(4, "4")]
    [InlineData(7, "4 2 1")]
    public void Vectors_side_by_side_are_two_or_four_in_a_line(int vectors, string counts)
    {
        Assert.Equal(counts, Counts(vectors, i => new Statement.Let($"v{i}", new Value.Load(8, At(8 * i)))));
        Assert.Equal(counts, Counts(vectors, i => new Statement.Store(At(8 * i), Sum, 8)));
        Assert.Equal(counts, Counts(vectors, i => new Statement.Store(At(8 * i), new Value.Load(8, At(8 * i)) + Sum, 8)));
    }

    [Fact]
    public void Zeros_are_up_to_four_in_a_line() =>
        Assert.Equal("4 3", Counts(7, i => new Statement.Let($"v{i}", new Value.Zero(8))));

    [Fact]
    public void Vectors_apart_stand_alone()
    {
        Assert.Equal("1 1", Counts(2, i => new Statement.Let($"v{i}", new Value.Load(8, At(16 * i)))));
        Assert.Equal("1 1", Counts(2, i => new Statement.Let($"v{i}", new Value.Load(8, new Memory(i == 0 ? "x" : "y", 8 * i)))));
    }

    [Fact]
    public void A_part_of_a_vector_stands_alone()
    {
        Assert.Equal("1 1", Counts(2, i => new Statement.Let($"v{i}", new Value.Load(8, At(8 * i), 8 - i))));
        Assert.Equal("1 1", Counts(2, i => new Statement.Store(At(8 * i), Sum, 8 - i)));
        Assert.Equal("1 1", Counts(2, i => new Statement.Store(At(i), new Value.Local(1, "x"), 1)));
    }

    /// <summary>In one call all would be read before the first is written, which may be where the next is read.</summary>
    [Fact]
    public void What_is_read_from_elsewhere_is_stored_alone() =>
        Assert.Equal("1 1", Counts(2, i => new Statement.Store(At(8 * i), new Value.Load(8, At(8 * i - 8)) + Sum, 8)));

    private static Memory At(int distance) => new("x", (Whole)"lane" + distance);

    private static string Counts(int statements, Func<int, Statement> statement) =>
        string.Join(' ', Runs.Of([.. Enumerable.Range(0, statements).Select(statement)]).Select(run => run.Count));
}
