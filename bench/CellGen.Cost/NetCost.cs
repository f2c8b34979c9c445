using CellGen.Cost.Compiling;
using CellGen.Cost.Running;
using CellGen.NumericTests.Host;

namespace CellGen.Cost;

/// <summary>All costs of one net.</summary>
/// <param name="Shape">The net.</param>
/// <param name="Compile">Until it is an assembly.</param>
/// <param name="Jit">Until it is machine code.</param>
/// <param name="Step">Calls of Step, or null.</param>
/// <param name="Forward">Calls of Forward.</param>
internal sealed record NetCost(NetShape Shape, CompileCost Compile, JitCost Jit, CallCost? Step, CallCost Forward);
