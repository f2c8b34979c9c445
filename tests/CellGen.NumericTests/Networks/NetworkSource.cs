using System.Globalization;
using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Networks;

/// <summary>The C# text of a net of several layers as a user types it, and of the class that makes it an <see cref="ILayeredNet"/>.</summary>
internal static class NetworkSource
{
    /// <summary>The full name of the class that implements <see cref="ILayeredNet"/>.</summary>
    public static string HarnessName(NetworkDescription net) => $"Networks.{net.Name}Harness";

    /// <summary>The attributes, each on a line.</summary>
    public static string Attributes(NetworkDescription net) => string.Join("\n", net.Nodes.Select((node, i) => Attribute(net, node, i == 0)).Append(
        net.Tokens switch
        {
            "TokenInput" => "[TokenInput]",
            "Embedding" => $"[Embedding(Vocabulary = {net.Vocabulary})]",
            "Frozen" => $"[Embedding(Vocabulary = {net.Vocabulary}, Frozen = true)]",
            _ => "",
        }).Append(net is { Agents: true, Training: true } ? "" : $"[Network(Training = {Text(net.Training)}, Agents = {Text(net.Agents)})]").Where(line => line.Length > 0));

    /// <summary>A file with the partial class and its harness.</summary>
    public static string Write(NetworkDescription net)
    {
        string name = net.Name;
        string input = net.ReadsTokens ? "input.Tokens" : "input.Rows";
        string outputs = string.Join(", ", net.Outputs.Select((_, i) => $"outputs[{i}]"));
        string inputGradient = net.ReadsTokens ? "" : "inputGradient, ";
        string batch = "lengths, states is null ? default : ((States)states).Values, ";
        string If(bool condition, string statement) => condition ? statement : "throw new NotSupportedException();";
        string Cells(string part) => string.Concat(net.Cells.Where(cell => part == "Hidden" || cell.Shape.HasCell).Select(cell =>
            $"\"{cell.Name}\" => Values[index].{(net.Cells.Count == 1 && cell.Prefix.Length == 0 ? "" : NetworkDescription.Member(cell.Name) + ".")}{part}(layer, direction), "));
        return $$"""
            #pragma warning disable
            using System;
            using System.IO;
            using CellGen;
            using CellGen.NumericTests.Host;
            using CellGen.NumericTests.Networks;
            using CellGen.Simd;

            namespace Networks;

            {{Attributes(net)}}
            public partial class {{name}}
            {
                {{string.Concat(net.Cells.Where(cell => cell.Layer.Own).Select(cell => OwnCells.Write(cell.Shape)))}}
            }

            public sealed class {{name}}Harness : ILayeredNet
            {
                private readonly {{name}} _net;

                public {{name}}Harness(int seed) => _net = new {{name}}(seed);

                public Type Type => typeof({{name}});
                public VectorWidth VectorWidth { get => _net.VectorWidth; set => _net.VectorWidth = value; }
                public Span<float> Parameters => _net.Parameters;
                public void Get(string name, Span<float> destination) => _net.Get(name, destination);
                public void Set(string name, ReadOnlySpan<float> source) => _net.Set(name, source);
                public void Save(Stream stream, WeightNames? names) => _net.Save(stream, names);
                public void LoadFrom(Stream stream, WeightNames? names) => _net.LoadFrom(stream, names);
                public object NewWorkspace(int maxSteps, int batchSize) => new {{name}}.Workspace(maxSteps, batchSize);
                public INetworkStates NewStates(int count) => new States(count);
                public object NewTape(int maxSteps, int batchSize) { {{If(net.Training, $"return new {name}.Tape(maxSteps, batchSize);")}} }
                public INetGradient NewGradient() { {{If(net.Training, "return new GradientBox();")}} }

                public void Forward(NetworkInput input, float[][] outputs, INetworkStates? states, object scratch)
                {
                    {{(net.Training ? $$"""
                    if (scratch is {{name}}.Tape tape)
                    {
                        if (states is null) { _net.Forward({{input}}, {{outputs}}, tape); }
                        else { _net.Forward({{input}}, {{outputs}}, ref ((States)states).Values[0], tape); }
                        return;
                    }
                    """ : "")}}
                    if (states is null) { _net.Forward({{input}}, {{outputs}}, ({{name}}.Workspace)scratch); }
                    else { _net.Forward({{input}}, {{outputs}}, ref ((States)states).Values[0], ({{name}}.Workspace)scratch); }
                }

                public void Step(NetworkInput input, float[][] outputs, INetworkStates states)
                {
                    {{If(net.CanStep, $"_net.Step({input}{(net.ReadsTokens ? "[0]" : "")}, {outputs}, ref ((States)states).Values[0]);")}}
                }

                public void SetInitialState(INetworkStates states, int index)
                {
                    {{If(net.TrainsInitialState, "((States)states).Values[index] = _net.GetInitialState();")}}
                }

                public void AddInitialState(INetGradient gradient, INetworkStates states, int index)
                {
                    {{If(net.Training && net.TrainsInitialState, "((GradientBox)gradient).Value.AddInitialState(((States)states).Values[index]);")}}
                }

                public void Settle(INetworkStates states, int steps)
                {
                    {{If(net.CanStep && !net.ReadsTokens, "_net.Settle(ref ((States)states).Values[0], steps);")}}
                }

                public void StepMany(NetworkInput input, float[][] outputs, INetworkStates states)
                {
                    {{If(net.CanStep && net.Agents, $"_net.StepMany({input}, {outputs}, ((States)states).Values);")}}
                }

                public void ForwardBatch(NetworkInput input, float[][] outputs, int[] lengths, INetworkStates? states, object scratch, BatchLayout layout)
                {
                    {{(net.Training ? $"if (scratch is {name}.Tape tape) {{ _net.Forward({input}, {outputs}, {batch}tape, layout); return; }}" : "")}}
                    _net.Forward({{input}}, {{outputs}}, {{batch}}({{name}}.Workspace)scratch, layout);
                }

                public void Backward(NetworkInput input, float[][] outputs, float[] inputGradient, INetworkStates? states, INetGradient gradient, object tape)
                {
                    {{If(net.Training, $$"""
                    var values = ((GradientBox)gradient).Value;
                    var record = ({{name}}.Tape)tape;
                    if (states is null) { _net.Backward({{input}}, {{outputs}}, {{inputGradient}}values, record); }
                    else { _net.Backward({{input}}, {{outputs}}, {{inputGradient}}ref ((States)states).Values[0], values, record); }
                    """)}}
                }

                public void BackwardBatch(NetworkInput input, float[][] outputs, float[] inputGradient, int[] lengths, INetworkStates? states, INetGradient gradient, object tape, BatchLayout layout)
                {
                    {{If(net.Training, $"_net.Backward({input}, {outputs}, {inputGradient}{batch}((GradientBox)gradient).Value, ({name}.Tape)tape, layout);")}}
                }

                private sealed class States : INetworkStates
                {
                    public States(int count) => Values = new {{name}}.State[count];
                    public {{name}}.State[] Values { get; }
                    public Array Array => Values;
                    public int ValueCount => Values[0].ValueCount;
                    public void CopyTo(int index, Span<float> values) => Values[index].CopyTo(values);
                    public void CopyFrom(int index, ReadOnlySpan<float> values) => Values[index].CopyFrom(values);
                    public Span<float> Hidden(int index, string cell, int layer, int direction) => cell switch { {{Cells("Hidden")}} _ => throw new ArgumentException(cell) };
                    public Span<float> Cell(int index, string cell, int layer, int direction) => cell switch { {{Cells("Cell")}} _ => throw new ArgumentException(cell) };
                }

                {{(net.Training ? $$"""
                private sealed class GradientBox : INetGradient
                {
                    public readonly {{name}}.Gradient Value = new {{name}}.Gradient();
                    public Span<float> Values => Value.Values;
                    public void Clear() => Value.Clear();
                    public void Get(string name, Span<float> destination) => Value.Get(name, destination);
                }
                """ : "")}}
            }
            """;
    }

    private static string Attribute(NetworkDescription net, NetworkNode node, bool isFirst)
    {
        NetworkLayer layer = node.Layer;
        List<string> arguments = [.. layer.Reads.Select(read => $"\"{read}\"")];
        if (layer.Layer == "Activation")
        {
            return $"[Activation(Nonlinearity.{layer.Nonlinearity}{(layer.Name is null ? "" : $", Name = \"{layer.Name}\"")})]";
        }

        if (isFirst && layer.Reads.Length == 0)
        {
            arguments.Add($"Input = {net.Input / Math.Max(1, layer.Frame)}");
        }

        if (node.IsCell)
        {
            arguments.AddRange([layer.Own ? "Equations = nameof(Equations)" : $"Kind = CellKind.{layer.Kind}", $"Hidden = {layer.Hidden}"]);
            Say("Layers", layer.Layers, 1);
            Say("Bidirectional", layer.Bidirectional, false);
            Say("Merge", layer.Merge, DirectionMerge.Concatenate);
            Say("Projection", layer.Projection, 0);
            Say("ResetAfter", layer.ResetAfter, true);
            Say("Peephole", layer.Peephole, false);
            Say("Dropout", layer.Dropout, 0);
            Say("InitialState", layer.InitialState, InitialState.Zero);
        }

        Say("Output", layer.Output, 0);
        Say("Kernel", layer.Kernel, 0);
        Say("Dilation", layer.Dilation, 1);
        Say("Frame", layer.Frame, 0);
        Say("Stride", layer.Stride, 1);
        Say("Padding", layer.Padding, 0);
        Say("Over", layer.Over, HeadInput.EveryStep);
        Say("LogSoftmax", layer.LogSoftmax, false);
        Say("Bias", layer.Bias, true);
        Say<Nonlinearity?>("Nonlinearity", layer.Own ? null : layer.Nonlinearity, null);
        Say<string?>("Name", layer.Name, null);
        return $"[{layer.Layer}({string.Join(", ", arguments)})]";

        void Say<T>(string argument, T value, T otherwise)
        {
            if (!EqualityComparer<T>.Default.Equals(value, otherwise))
            {
                arguments.Add($"{argument} = {Text(value!)}");
            }
        }
    }

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        Enum member => $"{member.GetType().Name}.{member}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException(value.GetType().Name),
    };
}
