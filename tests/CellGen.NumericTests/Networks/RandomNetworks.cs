using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Networks;

/// <summary>Nets of up to six layers, drawn at random from all that the attributes allow, the same ones in every run.</summary>
internal sealed class RandomNetworks
{
    private const int FirstSeed = 20171235;
    private const int MostLayers = 6;

    private readonly Random _random;
    private readonly List<NetworkLayer> _layers = [];
    private readonly Dictionary<string, int> _sizes = [];
    private string _top = "input";

    private RandomNetworks(int seed) => _random = new(seed);

    /// <summary>So many of them.</summary>
    public static IReadOnlyList<NetworkDescription> Several(int count, int first) =>
        [.. Enumerable.Range(first, count).Select(seed => new RandomNetworks(FirstSeed + seed).Draw($"Random{seed}"))];

    private NetworkDescription Draw(string name)
    {
        string tokens = Chance(4) ? Pick("TokenInput", "Embedding", "Frozen") : "";
        int input = _random.Next(1, 7);
        if (tokens.Length == 0)
        {
            _sizes.Add("input", input);
        }

        bool forwards = Chance(2);
        bool hasHeads = !Chance(4);
        int count = _random.Next(2, MostLayers + 1);
        while (_layers.Count < count - 1)
        {
            bool mayBeHead = hasHeads && _layers.Count > 0 && _layers[^1].Layer != "DenseHead";
            switch (_random.Next(mayBeHead ? 7 : 6))
            {
                case 0 or 1:
                    AddCell(forwards);
                    break;
                case 2:
                    AddDense();
                    break;
                case 3 when _layers.Count > 0:
                    AddJoin();
                    break;
                case 4 when _sizes.ContainsKey(_top):
                    AddConvolution();
                    break;
                case 5 when _layers.Count > 0:
                    Add(new() { Layer = "Activation", Name = "layer" + _layers.Count, Nonlinearity = Function() }, _sizes[_top]);
                    break;
                case 6:
                    AddHead(forwards);
                    break;
            }
        }

        if (_layers.All(layer => layer.Layer != "RecurrentCell"))
        {
            AddCell(forwards);
        }

        if (hasHeads && _layers[^1].Layer != "DenseHead")
        {
            AddHead(forwards);
        }

        return new() { Name = name, Input = input, Tokens = tokens, Vocabulary = tokens is "Embedding" or "Frozen" ? 5 : 0, Layers = [.. _layers], Agents = Chance(3) };
    }

    private bool Chance(int n) => _random.Next(n) == 0;

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];

    private void Add(NetworkLayer layer, int size)
    {
        _layers.Add(layer);
        _top = layer.Name!;
        _sizes.Add(_top, size);
    }

    private void AddCell(bool forwards)
    {
        // A concatenating cell reads no tokens.
        CellKind[] kinds = Enum.GetValues<CellKind>();
        var kind = Pick(_layers.Count == 0 && !_sizes.ContainsKey("input") ? [.. kinds.Except([CellKind.Concatenating])] : kinds);
        bool single = kind == CellKind.Concatenating;
        int hidden = _random.Next(1, 10);
        bool bidirectional = !forwards && !single && Chance(2);
        var layer = new NetworkLayer
        {
            Layer = "RecurrentCell",
            Name = "layer" + _layers.Count,
            Kind = kind,
            Hidden = hidden,
            Layers = !single && Chance(4) ? 2 : 1,
            Bidirectional = bidirectional,
            Merge = bidirectional && Chance(3) ? DirectionMerge.Sum : DirectionMerge.Concatenate,
            Bias = !Chance(4),
            ResetAfter = kind != CellKind.Gru || Chance(2),
            Peephole = kind == CellKind.Lstm && Chance(3),
            Projection = kind == CellKind.Lstm && hidden > 1 && Chance(3) ? hidden - 1 : 0,
            InitialState = Chance(3) ? InitialState.Trained : InitialState.Zero,
            Nonlinearity = kind is CellKind.Rnn or CellKind.IndRnn ? Pick(Nonlinearity.Tanh, Nonlinearity.Sigmoid, Nonlinearity.Softplus) : null,
        };
        Add(layer, layer.ShapeOf(1).LayerOutput);
    }

    private void AddDense()
    {
        int output = _random.Next(1, 10);
        Add(new() { Layer = "Dense", Name = "layer" + _layers.Count, Output = output, Nonlinearity = Function(), Bias = !Chance(4) }, output);
    }

    /// <summary>A convolution over time, or within a row that holds as many positions as divide it.</summary>
    private void AddConvolution()
    {
        int size = _sizes[_top];
        int frame = Chance(2) ? Pick([.. Enumerable.Range(1, size).Where(frame => size % frame == 0 && (frame > 1 || size == 1))]) : 0;
        int padding = frame > 0 ? _random.Next(3) : 0;
        int dilation = _random.Next(1, 4);
        int longest = frame == 0 ? 4 : ((frame + (2 * padding) - 1) / dilation) + 1;
        var layer = new NetworkLayer
        {
            Layer = "Conv1d",
            Name = "layer" + _layers.Count,
            Output = _random.Next(1, 6),
            Kernel = _random.Next(1, Math.Min(4, longest) + 1),
            Dilation = dilation,
            Frame = frame,
            Padding = padding,
            Stride = frame > 0 ? _random.Next(1, 4) : 1,
            Nonlinearity = Function(),
            Bias = !Chance(4),
        };
        Add(layer, layer.Output * layer.Positions);
    }

    private void AddHead(bool forwards)
    {
        NetworkLayer above = _layers.Last(layer => layer.Layer != "DenseHead");
        HeadInput over = Pick(HeadInput.EveryStep, HeadInput.EveryStep, HeadInput.LastState, forwards ? HeadInput.EveryStep : HeadInput.MeanState);
        over = over == HeadInput.LastState && above.Merge == DirectionMerge.Sum ? HeadInput.EveryStep : over;
        int output = _random.Next(1, 7);
        var head = new NetworkLayer
        {
            Layer = "DenseHead",
            Name = "out_" + _layers.Count,
            Output = output,
            Over = over,
            Nonlinearity = Chance(2) ? null : Function(),
            LogSoftmax = Chance(4),
            Bias = !Chance(4),
        };
        _layers.Add(head);
        if (over == HeadInput.EveryStep)
        {
            _sizes.Add(head.Name, output);
        }
    }

    /// <summary>A join of the layer above and others, so that nothing stays unread.</summary>
    private void AddJoin()
    {
        bool isSum = Chance(2);
        string[] others = [.. _sizes.Keys.Where(name => !isSum || _sizes[name] == _sizes[_top])];
        string[] reads = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Pick(others)).Append(_top).OrderBy(_ => _random.Next())];
        Add(new() { Layer = isSum ? "Add" : "Concatenate", Name = "layer" + _layers.Count, Reads = reads }, isSum ? _sizes[_top] : reads.Sum(name => _sizes[name]));
    }

    private Nonlinearity Function() => Pick(Enum.GetValues<Nonlinearity>());
}
