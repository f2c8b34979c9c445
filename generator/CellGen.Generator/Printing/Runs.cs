using CellGen.Generator.Equations;
using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Printing;

/// <summary>Which statements that follow one another are one line: variables that begin at zero or are set to it, and whole vectors that lie side by side.</summary>
internal static class Runs
{
    /// <summary>The most in a line.</summary>
    private const int Most = 4;

    /// <summary>The statements of a body, those of one line together.</summary>
    public static IEnumerable<IReadOnlyList<Statement>> Of(IReadOnlyList<Statement> body)
    {
        for (int first = 0, count; first < body.Count; first += count)
        {
            count = 1;
            while (count < Most && first + count < body.Count && Continues(body[first], count, body[first + count]))
            {
                count++;
            }

            if (count == 3 && body[first] is not (Statement.Let { Value: Value.Zero } or Statement.Set))
            {
                count = 2; // the methods take two vectors or four: three are rare, and each method is a part of every program
            }

            yield return [.. Enumerable.Range(first, count).Select(i => body[i])];
        }
    }

    /// <summary>The variable that a statement adds to the vector in memory where it stores the sum, or null.</summary>
    public static Value.Local? AddedBy(Statement.Store store) =>
        store.Value is Value.Apply { Function: Function.Add } sum && sum.Arguments[0] is Value.Load load && sum.Arguments[1] is Value.Local added
            && IsWhole(load) && IsSame(load.From, store.To) ? added : null;

    /// <summary>Whether a statement is one line with the so many before it, of which it knows the first.</summary>
    private static bool Continues(Statement before, int count, Statement next) => (before, next) switch
    {
        (Statement.Let { Value: Value.Zero first }, Statement.Let { Value: Value.Zero zero }) => first.Width == zero.Width,
        (Statement.Set { Value: Value.Zero first }, Statement.Set { Value: Value.Zero zero }) => first.Width == zero.Width,
        (Statement.Let { Value: Value.Load first }, Statement.Let { Value: Value.Load load }) =>
            IsWhole(first) && IsWhole(load) && first.Width == load.Width && IsSame(first.From + (count * first.Width), load.From),
        (Statement.Store first, Statement.Store store) =>
            IsWhole(first) && IsWhole(store) && first.Value.Width == store.Value.Width && IsSame(first.To + (count * first.Value.Width), store.To)
            && ((first.Value is Value.Local && store.Value is Value.Local) || (AddedBy(first) is not null && AddedBy(store) is not null)),
        _ => false,
    };

    private static bool IsWhole(Value.Load load) => load.Width > 1 && load.Valid == load.Width;

    private static bool IsWhole(Statement.Store store) => store.Value.Width > 1 && store.Valid == store.Value.Width;

    // Their texts, since lists of terms are not equal by value.
    private static bool IsSame(Memory left, Memory right) => MemoryText.Place(left) == MemoryText.Place(right);
}
