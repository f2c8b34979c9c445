using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Lowering;

/// <summary>The number of a matrix's columns in a kernel.</summary>
internal static class ColumnCount
{
    /// <summary>The argument that has it, where one kernel serves several matrices.</summary>
    public const string Argument = "columns";

    /// <summary>The argument, or the number.</summary>
    public static Whole Of(int columns, bool isVariable) => isVariable ? Argument : columns;
}
