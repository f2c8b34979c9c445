using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;

namespace CellGen.Generator.Parsing;

/// <summary>Reads [Dense] and [DenseHead] attributes.</summary>
internal static class DenseParser
{
    /// <summary>Reads a [Dense] attribute.</summary>
    public static void Parse(LayerStack stack, LayerAttribute attribute)
    {
        stack.Push(Dense(stack, attribute, stack.Top, stack.InputOf(attribute)), attribute);
    }

    /// <summary>A head: a dense layer over what it reads, whose output is one of the net's. The stack goes on from above it.</summary>
    public static void ParseHead(LayerStack stack, LayerAttribute attribute, bool isOnly)
    {
        if (stack.Top == LayerStack.Input)
        {
            attribute.Reader.Report(new Mistake(Descriptors.NoLayerAbove, "DenseHead"));
            return;
        }

        var over = attribute.Reader.Enum<HeadInput>("Over");
        var read = stack.Layers[stack.Top];
        if (over == HeadInput.InputAndPreviousState)
        {
            attribute.Reader.Report(new Mistake(Descriptors.HeadCannotReadInput, "a net of several layers") { Argument = "Over" });
            over = HeadInput.EveryStep;
        }

        int source = stack.Top;
        bool oneRow = over is HeadInput.LastState or HeadInput.MeanState;
        if (oneRow)
        {
            stack.Add(
                new LayerSpec(over == HeadInput.LastState ? LayerKind.Last : LayerKind.Mean, stack.Names.PartOf(attribute), LayerStack.Sources(stack.Top), read.Size)
                {
                    OneRow = true,
                    Bidirectional = read.Cell is { Bidirectional: true },
                },
                attribute);
            source = stack.Layers.Count - 1;
        }

        stack.Add(
            Dense(stack, attribute, source, read.Size) with
            {
                HeadName = stack.Names.Of(attribute.Data),
                Output = isOnly ? "output" : stack.Names.ArgumentOf(attribute),
                LogSoftmax = attribute.Reader.Flag("LogSoftmax", false),
                OneRow = oneRow,
            },
            attribute);
    }

    /// <summary>A dense layer: a cell without a state.</summary>
    public static LayerSpec Dense(LayerStack stack, LayerAttribute attribute, int source, int input)
    {
        var reader = attribute.Reader;
        int output = reader.Size("Output", required: true, attribute.Kind == LayerAttributeKind.Head ? ModelParser.MaxVocabulary : ModelParser.MaxSize);
        string name = stack.Names.TensorsOf(attribute);
        var cell = new CellSpec(CellKind.Rnn, input, output, 1, false, reader.Flag("Bias", true), reader.Enum("Nonlinearity", Nonlinearity.Identity)) { IsDense = true };
        return new LayerSpec(LayerKind.Dense, stack.Names.MemberOf(attribute), LayerStack.Sources(source), output) { Cell = cell, TensorName = name, HeadName = name };
    }
}
