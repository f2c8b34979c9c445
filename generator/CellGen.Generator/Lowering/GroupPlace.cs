using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>Where the code for a group is.</summary>
/// <param name="Group">The group.</param>
/// <param name="Panel">Its panel, or one of several equal ones.</param>
/// <param name="Lane">The lane from which the group's are counted.</param>
/// <param name="Unit">The unit from which the group's are counted, besides the loops' variables.</param>
/// <param name="Looped">Whether it is in a loop, so that lanes of rows of g gates are counted from <see cref="LaneVariables.Of"/>(g).</param>
/// <param name="InPanel">The group's place in a column of its panel.</param>
internal sealed record GroupPlace(ProductGroup Group, PanelRun Panel, Whole Lane, int Unit, bool Looped, Whole InPanel)
{
    /// <summary>The number of sums that are in the same scope before this group's.</summary>
    public int FirstSum { get; init; }

    /// <summary>The number of the group's vectors of sums.</summary>
    public int Count => Group.VectorLanes.Count;

    /// <summary>What one of them is called.</summary>
    public string Name(int vector) => Invariant($"{FirstSum + vector}");

    /// <summary>The first lane of one of them.</summary>
    public Whole LaneOf(int vector) => Lane + Group.VectorLanes[vector];
}
