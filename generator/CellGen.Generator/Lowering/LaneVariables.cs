using CellGen.Generator.Kernels.Form;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>
/// The variables of a loop over units: "unit" itself, and "lane3" for the first lane of these units in rows of three
/// gates.
/// </summary>
internal static class LaneVariables
{
    /// <summary>Where the weights of these lanes begin in a matrix that has the same panels, and other columns.</summary>
    public const string InputPlace = "inputPlace";

    /// <summary>The variable for rows of so many gates.</summary>
    public static Whole Of(int gates) => Name(gates);

    /// <summary>Declares the variables within a loop.</summary>
    /// <param name="kernel">Where to write.</param>
    /// <param name="gates">The numbers of gates of the rows that the loop visits.</param>
    /// <param name="part">What counts units within a block, in all rows alike; zero where nothing does.</param>
    /// <param name="counters">Variables that count whole blocks, each with the units of one repetition.</param>
    public static void Declare(KernelBuilder kernel, IEnumerable<int> gates, Whole part, params (string Counter, int Units)[] counters)
    {
        foreach (int count in gates.Append(1).Distinct().OrderBy(count => count))
        {
            var sum = counters.Aggregate((Whole)0, (sum, counter) => sum + ((Whole)counter.Counter * (counter.Units * count)));
            kernel.LetWhole(Name(count), sum + part);
        }
    }

    private static string Name(int gates) => gates == 1 ? "unit" : Invariant($"lane{gates}");
}
