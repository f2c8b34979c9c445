using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Lowering;

/// <summary>A function of each value of some rows, whose lengths and distances are the user's: nothing beyond a row is touched.</summary>
internal static class ElementwiseRowsLowering
{
    /// <param name="layer">The kernel.</param>
    /// <param name="row">How a row is cut.</param>
    public static KernelForm Lower(ElementwiseKernel layer, IReadOnlyList<UnitRun> row)
    {
        var kernel = new KernelBuilder();
        bool comments = true;
        kernel.For("row", "rows", 1, () =>
        {
            new UnitLoop(kernel, [.. row.Select(Filled)], []).Build(place =>
            {
                // What is so small that it counts as zero is none: no function of it is slow.
                Value Load(string reference) => new Value.Load(place.Width, new Memory(reference, place.Unit), place.Slice.Valid).Flush();
                var values = new ElementwiseLowering(kernel, layer.Program).Build(place.Width, instruction => Load(instruction.Operation == Operation.StateGradient ? "gradient" : "input"), comments);
                comments = false;
                var result = kernel.Let("result", values[layer.Program.Outputs.Single().Instruction].Flush());
                kernel.Store(new Memory("output", place.Unit), result, place.Slice.Valid);
            });
            foreach (var parameter in Signatures.Of(layer).Parameters.Where(parameter => parameter.Kind == ParameterKind.Reference))
            {
                kernel.Advance(parameter.Name, parameter.Name + "Step");
            }
        });
        return new KernelForm(Signatures.Of(layer), kernel.Statements);
    }

    /// <summary>The slices without those that are padding.</summary>
    private static UnitRun Filled(UnitRun run) => run with { Slices = [.. run.Slices.Where(slice => slice.Valid > 0)] };
}
