using CellGen.Generator.Lowering;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Generator.Surface;
using Microsoft.CodeAnalysis.Text;

namespace CellGen.Generator;

/// <summary>From what the attributes of a class say to its generated files.</summary>
internal static class Compiler
{
    /// <summary>The files of a model: their hint names and texts.</summary>
    public static IEnumerable<(string HintName, SourceText Text)> Compile(ModelSpec spec)
    {
        // The equations, their gradients, the phases of a step, the packed order, what is cut how for each width.
        var plan = new NetPlan(spec);

        // The public side.
        yield return (spec.Type.HintName + ".g.cs", new ModelEmitter(plan).Emit());
        foreach (var width in plan.Widths)
        {
            // Each kernel of the width, in nodes: what is loaded, multiplied, added and stored, in which loops; then in C#.
            var kernels = width.Kernels.Select(kernel => (kernel, KernelLowering.Lower(plan, width, kernel)));
            yield return ($"{spec.Type.HintName}.{width.Profile.Name}.g.cs", new KernelFile(plan, width).Print(kernels));
        }
    }
}
