using CellGen.Generator.Model;

namespace CellGen.Generator.Planning;

/// <summary>A layer of a net, planned.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Spec">What it is.</param>
/// <param name="Core">The plan of what has parameters; null for a join.</param>
internal sealed record LayerPlan(int Index, LayerSpec Spec, NetPlan? Core)
{
    /// <summary>What ends the names of the types of layers.</summary>
    public const string TypeEnding = "Layer";

    /// <summary>The plan of a function of each value.</summary>
    public ElementwisePlan? Elementwise { get; init; }

    /// <summary>The number of its memory among those of a workspace or a tape; −1 where it has none.</summary>
    public int Memory { get; init; } = -1;

    /// <summary>The number of its rows among those of a workspace or a tape; −1 where they are the user's output.</summary>
    public int Rows { get; init; } = -1;

    /// <summary>The number of floats of its row that a step has on the stack, with padding; 0 where it is the user's output, or another layer's row.</summary>
    public int StackFloats { get; init; }

    /// <summary>Where its packed parameters begin in those of the net.</summary>
    public int ParameterOffset { get; init; }

    /// <summary>Where its state begins in a State; −1 where it has none.</summary>
    public int StateOffset { get; init; } = -1;

    /// <summary>Where the state begins, among the parameters, in which its sequences begin; −1 where that is zero.</summary>
    public int InitialOffset { get; init; } = -1;

    /// <summary>The number of floats of its state, with padding.</summary>
    public int StateFloats { get; init; }

    /// <summary>The name of what it gives, as a variable.</summary>
    public string Variable => char.ToLowerInvariant(Spec.Name[0]) + Spec.Name.Substring(1);

    /// <summary>Its rows, as a variable: the name alone may be that of an output's argument, or a keyword.</summary>
    public string Local => Variable + "Rows";

    /// <summary>The field of the net's core that holds it.</summary>
    public string Field => "_" + Variable;

    /// <summary>The type that it is in the net's core, where it is one.</summary>
    public string Type => Spec.Name + TypeEnding;

    /// <summary>Whether it has a state.</summary>
    public bool HasState => StateOffset >= 0;
}
