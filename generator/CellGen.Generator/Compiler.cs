using CellGen.Generator.Flow;
using CellGen.Generator.Lowering;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Generator.Routes;
using CellGen.Generator.Surface;
using Microsoft.CodeAnalysis.Text;

namespace CellGen.Generator;

/// <summary>From what the attributes of a class say to its generated files.</summary>
internal static class Compiler
{
    /// <summary>The files of a model: their hint names and texts.</summary>
    public static IEnumerable<(string HintName, SourceText Text)> Compile(ModelSpec spec)
    {
        return spec.Pair is not null ? CompilePair(spec) : spec.IsNetwork ? CompileNetwork(spec) : CompileStack(spec);
    }

    private static IEnumerable<(string HintName, SourceText Text)> CompileStack(ModelSpec spec)
    {
        // The equations, their gradients, the phases of a step, the packed order, what is cut how for each width.
        var plan = new NetPlan(spec);

        // The public side.
        return CompileKernels(plan, spec.Type.HintName).Prepend((spec.Type.HintName + ".g.cs", NetEmitter.Emit(plan)));
    }

    /// <summary>A net of several layers: each that has parameters is a stack with files of its own, within the net's core.</summary>
    private static IEnumerable<(string HintName, SourceText Text)> CompileNetwork(ModelSpec spec)
    {
        var plan = new NetworkPlan(spec);
        yield return (spec.Type.HintName + ".g.cs", NetEmitter.Emit(plan));
        foreach (var file in CompileLayers(plan, spec))
        {
            yield return file;
        }
    }

    private static IEnumerable<(string HintName, SourceText Text)> CompileLayers(NetworkPlan plan, ModelSpec spec)
    {
        foreach (var file in plan.Cores.SelectMany(layer => CompilePart(layer.Core!, spec, layer.Spec.Name)))
        {
            yield return file;
        }

        foreach (var layer in plan.Elementwise)
        {
            var kernels = layer.Elementwise!.Widths.Select(width => layer.Elementwise.Kernels.Select(kernel => ElementwiseRowsLowering.Lower(kernel, width.Row)).ToList());
            yield return ($"{spec.Type.HintName}-{layer.Spec.Name}.g.cs", ElementwiseEmitter.Emit(plan, layer, kernels));
        }
    }

    /// <summary>Two nets that are joined: each part with parameters is a stack, as a layer of a net is.</summary>
    private static IEnumerable<(string HintName, SourceText Text)> CompilePair(ModelSpec spec)
    {
        var plan = new PairPlan(spec);
        yield return (spec.Type.HintName + ".g.cs", NetEmitter.Emit(plan));
        var encoder = plan.EncoderNet is { } net ? CompileLayers(net, spec) : [];
        foreach (var file in encoder.Concat(plan.Parts.SelectMany(part => CompilePart(part.Core, spec, part.Name))))
        {
            yield return file;
        }
    }

    /// <summary>A stack within a net. No class has a hyphen in its name, and so none has a file of this name.</summary>
    private static IEnumerable<(string HintName, SourceText Text)> CompilePart(NetPlan plan, ModelSpec spec, string part)
    {
        string name = $"{spec.Type.HintName}-{part}";
        return CompileKernels(plan, name).Prepend((name + ".g.cs", CoreEmitter.EmitPart(plan)));
    }

    private static IEnumerable<(string HintName, SourceText Text)> CompileKernels(NetPlan plan, string hintName) => plan.Widths.Select(width =>
    {
        // Each kernel of the width, in nodes: what is loaded, multiplied, added and stored, in which loops; then in C#.
        var kernels = width.Kernels.Select(kernel => (kernel, KernelLowering.Lower(plan, width, kernel)));
        return ($"{hintName}.{width.Profile.Name}.g.cs", new KernelFile(plan, width).Print(kernels));
    });
}
