using CellGen.Generator.Equations;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Host;

/// <summary>The cells of every kind and those of none, whose equations and plans are tested.</summary>
internal static class TestCells
{
    /// <summary>Their names, for theories.</summary>
    public static TheoryData<string> Names => [.. CellSpecs.Names.Cast<object[]>().Select(row => (string)row[0]), .. OddCells.All.Keys];

    /// <summary>The equations of a cell, of a step of training or of inference.</summary>
    public static Cell EquationsOf(string name, bool training) =>
        OddCells.All.TryGetValue(name, out var odd) ? odd() : CellCatalog.EquationsOf(CellSpecs.Of(name), training);

    /// <summary>The plan of its step.</summary>
    public static StepPlan PlanOf(string name, bool training) => OddCells.All.ContainsKey(name)
        ? StepPlan.Create(EquationsOf(name, training), bias: true)
        : StepPlan.Create(CellSpecs.Of(name), training);
}
