using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Lowering;

/// <summary>W x + b_ih of a layer, as the equations read it: from the row "projected".</summary>
internal class ProjectedInput
{
    /// <summary>The product, where loops over lanes say where its weights are: it has several panels.</summary>
    public virtual RowProduct? InPanels => null;

    /// <summary>What goes on from step to step.</summary>
    public virtual string Row => "projected";

    /// <summary>Declares what a step reads once.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>The lanes of one vector.</summary>
    public virtual Value Load(int width, Whole lane) => new Value.Load(width, new Memory("projected", lane));
}
