using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>The equations of a generated net as text: what CellGen.Pictures' NetEquations shows. Nothing else reads it.</summary>
/// <param name="equations">The equations, a line each.</param>
/// <param name="symbols">The shapes of their symbols, and the tensors that hold them, a line each.</param>
/// <param name="gradients">The derived gradients, a line each; empty where the net does not train.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetTextAttribute(string equations, string symbols, string gradients) : Attribute
{
    /// <summary>The equations.</summary>
    public string Equations => equations;

    /// <summary>The shapes of their symbols.</summary>
    public string Symbols => symbols;

    /// <summary>The derived gradients.</summary>
    public string Gradients => gradients;
}
