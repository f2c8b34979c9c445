namespace CellGen.Compare.Peers.Onnx;

/// <summary>A graph of ONNX's operators (opset 14), written as its protobuf; field numbers are those of onnx.proto.</summary>
internal sealed class OnnxGraph
{
    private const int Float = 1;
    private const int Int64 = 7;

    private readonly ProtoWriter _graph = new();
    private int _names;

    /// <summary>Declares an input of the graph.</summary>
    public string Input(string name, params ReadOnlySpan<long> shape)
    {
        _graph.Message(11, Value(name, shape));
        return name;
    }

    /// <summary>Declares an output of the graph.</summary>
    public void Output(string name, params ReadOnlySpan<long> shape) => _graph.Message(12, Value(name, shape));

    /// <summary>A constant tensor of floats.</summary>
    public string Constant(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) => Initializer(Float, values, shape);

    /// <summary>A constant vector of integers.</summary>
    public string Constant(params ReadOnlySpan<long> values) => Initializer(Int64, values, [values.Length]);

    /// <summary>Adds a node. An attribute is an integer, integers, a string, or strings.</summary>
    public void Node(string operation, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var node = new ProtoWriter();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        foreach (string output in outputs)
        {
            node.Text(2, output);
        }

        node.Text(4, operation);
        foreach (var (name, value) in attributes)
        {
            node.Message(5, Attribute(name, value));
        }

        _graph.Message(1, node);
    }

    /// <summary>A name that no other value has.</summary>
    public string NewName() => $"v{_names++}";

    /// <summary>The model: IR version 8, opset 14.</summary>
    public byte[] ToModel() => new ProtoWriter()
        .Integer(1, 8)
        .Message(7, _graph.Text(2, "net"))
        .Message(8, new ProtoWriter().Text(1, "").Integer(2, 14))
        .ToArray();

    private string Initializer<T>(int type, ReadOnlySpan<T> values, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        string name = NewName();
        var tensor = new ProtoWriter();
        foreach (long size in shape)
        {
            tensor.Integer(1, size);
        }

        _graph.Message(5, tensor.Integer(2, type).Text(8, name).Raw(9, values));
        return name;
    }

    private static ProtoWriter Value(string name, ReadOnlySpan<long> shape)
    {
        var sizes = new ProtoWriter();
        foreach (long size in shape)
        {
            sizes.Message(1, new ProtoWriter().Integer(1, size));
        }

        var tensor = new ProtoWriter().Integer(1, Float).Message(2, sizes);
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, tensor));
    }

    private static ProtoWriter Attribute(string name, object value)
    {
        var attribute = new ProtoWriter().Text(1, name);
        switch (value)
        {
            case int number:
                return attribute.Integer(3, number).Integer(20, 2);
            case string[] texts:
                foreach (string one in texts)
                {
                    attribute.Text(9, one);
                }

                return attribute.Integer(20, 8);
            case string text:
                return attribute.Text(4, text).Integer(20, 3);
            default:
                foreach (int number in (int[])value)
                {
                    attribute.Integer(8, number);
                }

                return attribute.Integer(20, 7);
        }
    }
}
