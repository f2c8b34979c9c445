using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Lowering;

/// <summary>W x + b_ih of a layer, as the equations read it: from the row "projected".</summary>
internal class ProjectedInput
{
    /// <summary>The lanes of one vector.</summary>
    public virtual Value Load(int width, Whole lane) => new Value.Load(width, new Memory("projected", lane));
}
