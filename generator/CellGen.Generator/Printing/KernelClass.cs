using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Printing;

/// <summary>What the class of a width's kernels is called, and how it begins.</summary>
internal static class KernelClass
{
    /// <summary>The type parameter of a class that is generic in how it rounds.</summary>
    public const string Rounding = "TRounding";

    /// <summary>The class nested in it whose methods add columns. The compiler makes a generic class anew wherever it is named, but a class that inherits it once.</summary>
    public const string Columns = "Columns";

    /// <summary>Opens the class, with its one instance.</summary>
    /// <param name="modifier">Such as "sealed ", or nothing.</param>
    /// <param name="inherits">The class whose kernels it takes where it has none of its own, or null.</param>
    public static void Open(CodeWriter writer, Target target, string modifier = "sealed ", Target? inherits = null)
    {
        string name = NameOf(target, Rounding);
        string constraint = target.RoundsEitherWay ? $" where {Rounding} : struct" : "";
        writer.OpenMember(Summary(target), $"private {modifier}class {name} : {(inherits is null ? "Kernels" : NameOf(inherits))}{constraint}");
        writer.Line($"public static {(inherits is null ? "" : "new ")}readonly {name} Instance = new {name}();");
        if (target.RoundsEitherWay)
        {
            writer.OpenMember("Columns128 with how the kernels round.", $"private abstract class {Columns} : Columns128<{Rounding}>");
            writer.Close();
        }
    }

    /// <summary>The kernels of a width, as an expression.</summary>
    /// <param name="fused">Whether a product and a sum are rounded once, of kernels that can be told.</param>
    public static string InstanceOf(Target target, bool fused = true) => NameOf(target, fused ? "OneRounding" : "TwoRoundings") + ".Instance";

    private static string NameOf(Target target, string rounding = "") => $"{target.Name}Kernels{(target.RoundsEitherWay ? $"<{rounding}>" : "")}";

    private static string Summary(Target target) =>
        target.IsPlain ? $"Kernels without vectors, for {target.Machines}: they multiply, then add."
        : target.RoundsEitherWay ? Invariant($"Kernels of {target.Bits} bits, for {target.Machines}: {Rounding} says whether they round a product and a sum once or each.")
        : Invariant($"Kernels of {target.Bits} bits, for {target.Machines}.");
}
