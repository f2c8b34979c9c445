using CellGen.Generator.Printing;

namespace CellGen.Generator.Emission;

/// <summary>W x + b_ih of a layer, as the equations read it: from the row "projected".</summary>
internal class ProjectedText
{
    /// <summary>The C# of the lanes of one vector.</summary>
    public virtual string Load(VectorText text, Offset lane) => text.Load("projected", lane);
}
