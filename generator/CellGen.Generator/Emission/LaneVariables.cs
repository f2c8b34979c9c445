using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>
/// The variables of a loop over units: "unit" itself, and "lane3" for the first lane of these units in rows of three
/// gates.
/// </summary>
internal static class LaneVariables
{
    /// <summary>The variable for rows of so many gates.</summary>
    public static string Name(int gates) => gates == 1 ? "unit" : Invariant($"lane{gates}");

    /// <summary>Declares the variables within a loop.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="gates">The numbers of gates of the rows that the loop visits.</param>
    /// <param name="part">A variable that counts units within a block, in all rows alike; or null.</param>
    /// <param name="counters">Variables that count whole blocks, each with the units of one repetition.</param>
    public static void Declare(CodeWriter writer, IEnumerable<int> gates, string? part, params (string Counter, int Units)[] counters)
    {
        foreach (int count in gates.Append(1).Distinct().OrderBy(count => count))
        {
            var terms = counters.Select(counter => Invariant($"{counter.Counter} * {counter.Units * count}")).ToList();
            bool alone = terms.Count == 1 && part is null;
            var sum = alone ? terms : terms.ConvertAll(term => $"({term})");
            writer.Raw($"nuint {Name(count)} = {string.Join(" + ", part is null ? sum : sum.Append(part))};");
        }
    }
}
