using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Lowering;

/// <summary>A column where <see cref="ColumnLoop"/> visits it.</summary>
/// <param name="Element">Its number: the place of its element in the operand.</param>
/// <param name="Distance">The number of columns from where the references stand that go on with the loop.</param>
/// <param name="Partial">The partial sum that it belongs to.</param>
/// <param name="InLoop">Whether it is in the body of the loop.</param>
internal readonly record struct Column(Whole Element, int Distance, int Partial, bool InLoop);
