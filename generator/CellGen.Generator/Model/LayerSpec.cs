namespace CellGen.Generator.Model;

/// <summary>A layer of a net of several, as values.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Name">Its name in code, such as VadGru.</param>
/// <param name="Sources">The numbers of the layers that it reads; −1 is the input of the net.</param>
/// <param name="Size">The number of values in a row of what it gives.</param>
internal sealed record LayerSpec(LayerKind Kind, string Name, EquatableArray<int> Sources, int Size)
{
    /// <summary>Of what has parameters: its equations. Those of a dense layer are a cell's without a state.</summary>
    public CellSpec? Cell { get; init; }

    /// <summary>The head that a cell ends with.</summary>
    public HeadSpec? Head { get; init; }

    /// <summary>What its tensors' names begin with; empty for torch's bare names.</summary>
    public string TensorName { get; init; } = "";

    /// <summary>What the names of its head's tensors begin with.</summary>
    public string HeadName { get; init; } = "";

    /// <summary>Where it is an output of the net, its argument.</summary>
    public string? Output { get; init; }

    /// <summary>Of windows: which.</summary>
    public WindowSpec? Window { get; init; }

    /// <summary>Of a dense layer over several windows of a step: how many.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Of what applies a function to each value: which.</summary>
    public Nonlinearity Nonlinearity { get; init; }

    /// <summary>The number of floats of its state.</summary>
    public int StateFloats => Window?.HistoryFloats ?? 0;

    /// <summary>Whether each row becomes its log-softmax.</summary>
    public bool LogSoftmax { get; init; }

    /// <summary>Whether there is one row a sequence, instead of one a step.</summary>
    public bool OneRow { get; init; }

    /// <summary>Of the last row: whether its second half is that of a direction whose last step is the first.</summary>
    public bool Bidirectional { get; init; }
}
