using CellGen.Cost.Running;
using CellGen.NumericTests.Host;

namespace CellGen.Cost;

/// <summary>One method of a net under one setting of tiered compilation.</summary>
/// <param name="Shape">The net.</param>
/// <param name="Method">Step or Forward.</param>
/// <param name="Setting">The setting.</param>
/// <param name="Cost">What was measured.</param>
internal sealed record TieringCost(NetShape Shape, string Method, TieringSetting Setting, CallCost Cost);
