using CellGen.Generator.Flow;
using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using Microsoft.CodeAnalysis.Text;

namespace CellGen.Generator.Routes;

/// <summary>Emits the type of a layer that applies a function to each value, with its kernels for every width.</summary>
internal sealed class ElementwiseEmitter
{
    private readonly CodeWriter _writer;
    private readonly ElementwisePlan _plan;

    private ElementwiseEmitter(CodeWriter writer, ElementwisePlan plan) => (_writer, _plan) = (writer, plan);

    /// <param name="plan">The net.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="forms">The kernels of each width, in the order of the plan.</param>
    public static SourceText Emit(NetworkPlan plan, LayerPlan layer, IEnumerable<IReadOnlyList<KernelForm>> forms) => SourceFile.OfCore(
        plan.Spec.Type, SourceFile.SpacesOfKernels, writer => new ElementwiseEmitter(writer, layer.Elementwise!).Emit(layer.Type, forms));

    private void Emit(string type, IEnumerable<IReadOnlyList<KernelForm>> forms)
    {
        _writer.OpenMember("A layer of the net: a function of each value.", $"public struct {type}");
        EmitFields();
        _plan.Kernels.ToList().ForEach(EmitRun);
        EmitContract();
        foreach (var (width, kernels) in _plan.Widths.Zip(forms, (width, kernels) => (width, kernels)))
        {
            EmitWidth(width.Profile.Target, kernels);
        }

        _writer.Close();
    }

    private void EmitFields() => _writer.Raw($$"""
        private Kernels _kernels;
        private VectorWidth _width;

        /// <summary>The vector width, and with it the kernels.</summary>
        public VectorWidth Width
        {
            readonly get => _width;
            set => (_width, _kernels) = (value, Kernels.Of(value));
        }

        """);

    /// <summary>The kernel over rows, and over the sequences of a batch.</summary>
    private void EmitRun(ElementwiseKernel kernel)
    {
        var signature = Signatures.Of(kernel);
        string gradient = kernel.IsGradient ? "ref float gradient, " : "";
        string call = signature.CallInLines(
        [
            ("input", "Floats.At(ref input, batch.InputOffset(sequence))"), ("inputStep", "batch.InputStep"),
            ("gradient", "Floats.At(ref gradient, batch.OutputOffset(sequence))"), ("gradientStep", "batch.OutputStep"),
            ("output", $"Floats.At(ref output, batch.{(kernel.IsGradient ? "Input" : "Output")}Offset(sequence))"),
            ("outputStep", $"batch.{(kernel.IsGradient ? "Input" : "Output")}Step"),
            ("rows", "lengths[sequence]"),
        ]);
        _writer.Summary(kernel.Summary);
        _writer.Raw($"public readonly {signature.Declaration()} => _kernels.{signature.HandOn()};\n");
        _writer.Summary("The same for the sequences of a batch.");
        _writer.Open($"public readonly void {kernel.Name}(in Batch batch, ref float input, {gradient}ref float output, ReadOnlySpan<int> lengths)");
        _writer.Block($"for (int sequence = 0; sequence < lengths.Length; sequence++)", $"_kernels.{call};");
        _writer.End();
    }

    private void EmitContract()
    {
        _writer.OpenMember("The computations of the layer, in one class per vector width.", "private abstract class Kernels");
        KernelContractEmitter.EmitChoice(_writer, [.. _plan.Widths.Select(width => width.Profile.Target)]);
        foreach (var kernel in _plan.Kernels)
        {
            _writer.Summary(kernel.Summary);
            _writer.Raw($"public abstract {Signatures.Of(kernel).Declaration()};");
        }

        _writer.Close();
    }

    private void EmitWidth(Target target, IReadOnlyList<KernelForm> kernels)
    {
        _writer.Line();
        KernelClass.Open(_writer, target);
        var printer = new KernelPrinter(_writer, target.IsPlain ? new LoopText() : new VectorText(target));
        foreach (var (kernel, form) in _plan.Kernels.Zip(kernels, (kernel, form) => (kernel, form)))
        {
            _writer.Summary(kernel.Summary);
            printer.Print(form, "public override");
        }

        _writer.Close();
    }
}
