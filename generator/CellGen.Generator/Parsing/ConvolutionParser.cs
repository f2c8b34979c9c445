using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;

namespace CellGen.Generator.Parsing;

/// <summary>Reads a [Conv1d] attribute: a dense layer over windows.</summary>
internal static class ConvolutionParser
{
    public static void Parse(LayerStack stack, LayerAttribute attribute)
    {
        var reader = attribute.Reader;
        int frame = reader.OptionalSize("Frame");
        bool within = frame > 0;
        int positions = Math.Max(1, frame);
        int read = stack.Top == LayerStack.Input && stack.InputSize == 0 ? 0 : stack.SizeOf(stack.Top);
        if (read % positions != 0)
        {
            reader.Report(new Mistake(Descriptors.FrameDoesNotFit, stack.NameOf(stack.Top), read, frame) { Argument = "Frame" });
            (positions, frame) = (1, 0);
        }

        int inputs = read > 0 ? read / positions : reader.Size("Input", required: true);
        if (read == 0)
        {
            stack.InputSize = inputs * positions;
        }
        else if (reader.Has("Input") && reader.Size("Input", required: false) is var said && said != inputs)
        {
            reader.Report(new Mistake(Descriptors.SizesDiffer, said, stack.NameOf(stack.Top), inputs) { Argument = "Input" });
        }

        var window = new WindowSpec(
            inputs, reader.Size("Kernel", required: true), reader.Size("Dilation", required: false), frame,
            WithFrame("Stride", name => reader.Size(name, required: false), 1), WithFrame("Padding", reader.OptionalSize, 0));
        if (window.Frame > 0 && window.Dilation * (window.Kernel - 1) >= window.Frame + (2 * window.Padding))
        {
            reader.Report(new Mistake(Descriptors.KernelDoesNotFit, window.Kernel, window.Dilation, window.Frame, window.Padding) { Argument = "Kernel" });
            window = window with { Kernel = 1 };
        }

        if ((long)window.Size > ModelParser.MaxSize)
        {
            reader.Report(new Mistake(Descriptors.SizeTooLarge, "Kernel × Input", window.Size, ModelParser.MaxSize) { Argument = "Kernel" });
            window = window with { Kernel = 1, Frame = 0 };
        }

        stack.Add(new LayerSpec(LayerKind.Windows, stack.Names.PartOf(attribute), LayerStack.Sources(stack.Top), window.Size) { Window = window }, attribute);
        var dense = DenseParser.Dense(stack, attribute, stack.Layers.Count - 1, window.Kernel * inputs);
        stack.Push(dense with { Cell = dense.Cell! with { Kernel = window.Kernel }, Size = window.Count * dense.Size, Times = window.Count }, attribute);

        int WithFrame(string name, Func<string, int> parse, int otherwise)
        {
            if (frame > 0)
            {
                return parse(name);
            }

            if (!within && reader.Has(name))
            {
                reader.Report(new Mistake(Descriptors.WithoutFrame, name) { Argument = name });
            }

            return otherwise;
        }
    }
}
