using CellGen.Generator.Diagnostics;
using CellGen.Generator.Model;

namespace CellGen.Generator.Parsing;

/// <summary>Reads a [Concatenate] or [Add] attribute: a layer that reads layers above by their names.</summary>
internal static class JoinParser
{
    public static void Parse(LayerStack stack, LayerAttribute attribute)
    {
        bool isSum = attribute.Kind == LayerAttributeKind.Add;
        var sources = new List<int>();
        for (int i = 0; i < attribute.Layers.Count; i++)
        {
            string name = attribute.Layers[i];
            int? source = name == LayerStack.InputName ? LayerStack.Input : stack.Names.Find(name) is { } origin && stack.Origins.LastIndexOf(origin) is >= 0 and var index ? index : null;
            if (source is null)
            {
                string known = string.Join(", ", stack.Origins.Distinct().Select(layer => stack.Names.Of(layer)).Prepend(LayerStack.InputName));
                Report(i, new Mistake(Descriptors.NoSuchLayer, name, known));
            }
            else if (source == LayerStack.Input && stack.HasTokens)
            {
                Report(i, new Mistake(Descriptors.TokensReadTwice, stack.Names.Of(attribute.Data)));
            }
            else if (source != LayerStack.Input && stack.Layers[source.Value].OneRow)
            {
                Report(i, new Mistake(Descriptors.OneRowOnly, name));
            }
            else if (isSum && sources.Count > 0 && stack.SizeOf(source.Value) != stack.SizeOf(sources[0]))
            {
                Report(i, new Mistake(Descriptors.SumOfSizes, stack.NameOf(source.Value), stack.SizeOf(source.Value), stack.NameOf(sources[0]), stack.SizeOf(sources[0])));
            }
            else
            {
                sources.Add(source.Value);
            }
        }

        if (attribute.Layers.Count < 2)
        {
            attribute.Reader.Report(new Mistake(Descriptors.TooFewLayers, isSum ? "Add" : "Concatenate"));
        }

        if (sources.Contains(LayerStack.Input) && stack.InputSize == 0)
        {
            // Only a layer that has the argument Input says what the net's input is.
            if (attribute.Layers.Count > 1)
            {
                attribute.Reader.Report(new Mistake(Descriptors.NoLayerAbove, isSum ? "Add" : "Concatenate"));
            }

            return;
        }

        if (sources.Count == 0)
        {
            return;
        }

        void Report(int name, Mistake mistake)
        {
            stack.JoinsAreRight = false;
            attribute.Reader.Report(mistake with { Place = attribute.PlaceOf(name) });
        }

        int size = isSum ? stack.SizeOf(sources[0]) : sources.Sum(stack.SizeOf);
        stack.Push(new LayerSpec(isSum ? LayerKind.Add : LayerKind.Concatenate, stack.Names.MemberOf(attribute), LayerStack.Sources([.. sources]), size), attribute);
    }
}
