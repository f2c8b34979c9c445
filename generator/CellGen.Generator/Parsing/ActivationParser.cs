using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;

namespace CellGen.Generator.Parsing;

/// <summary>Reads an [Activation] attribute: a function of each value of the layer above.</summary>
internal static class ActivationParser
{
    public static void Parse(LayerStack stack, LayerAttribute attribute)
    {
        if (stack.Top == LayerStack.Input)
        {
            attribute.Reader.Report(new Mistake(Descriptors.NoLayerAbove, "Activation"));
            return;
        }

        var function = attribute.Reader.First<Nonlinearity>("nonlinearity");
        if (function == Nonlinearity.Identity)
        {
            attribute.Reader.Report(new Mistake(Descriptors.WithoutEffect, "Activation", "the identity leaves what it reads as it is"));
        }

        stack.Push(
            new LayerSpec(LayerKind.Elementwise, stack.Names.MemberOf(attribute), LayerStack.Sources(stack.Top), stack.SizeOf(stack.Top)) { Nonlinearity = function },
            attribute);
    }
}
