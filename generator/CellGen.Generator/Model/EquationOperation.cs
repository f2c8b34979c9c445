namespace CellGen.Generator.Model;

/// <summary>What a step of a user's equations says.</summary>
internal enum EquationOperation
{
    /// <summary>h of the previous step.</summary>
    H,

    /// <summary>h as the gates read it.</summary>
    Recurrent,

    /// <summary>A further state of the previous step, by name.</summary>
    State,

    /// <summary>The input itself, unit by unit.</summary>
    X,

    /// <summary>W x + b of a gate.</summary>
    W,

    /// <summary>U v + b of a gate; v is the first operand.</summary>
    U,

    /// <summary>W_hr v.</summary>
    Project,

    /// <summary>A vector of parameters, by name.</summary>
    Vector,

    /// <summary>The same number for every unit.</summary>
    Number,

    Add,
    Subtract,
    Multiply,
    Divide,

    /// <summary>A function that users choose.</summary>
    Apply,

    /// <summary>e to the power of the operand.</summary>
    Exp,

    /// <summary>The operand within a bound, which is the number.</summary>
    Clip,

    /// <summary>Names the first operand.</summary>
    Let,

    /// <summary>The first operand is a state, the second its next value.</summary>
    Next,
}
