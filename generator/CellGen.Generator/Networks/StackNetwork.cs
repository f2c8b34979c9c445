using CellGen.Generator.Model;

namespace CellGen.Generator.Networks;

/// <summary>
/// What a net of one stack of cells does with rows around its layers, and at each of them, in the same form as a net of several
/// layers, and derived from it the backward pass. The rows are those of one sequence.
/// </summary>
internal sealed class StackNetwork
{
    /// <summary>The input, or the tokens.</summary>
    public const int Input = -1;

    /// <summary>What tokens select of an embedding.</summary>
    public const int Embedded = 0;

    /// <summary>What the last layer gives, and what runs all layers.</summary>
    public const int Layers = 1;

    /// <summary>The h of the last layer, of each direction: before the layers run that before the sequence, then that after it.</summary>
    public const int State = 2;

    /// <summary>What the head reads where that is not what the last layer gives.</summary>
    public const int HeadInput = 3;

    /// <summary>The head.</summary>
    public const int Head = 4;

    private readonly ModelSpec _spec;

    private StackNetwork(ModelSpec spec)
    {
        _spec = spec;
        Forward = [.. Stages()];
        Backward = NetworkGradient.Of(Forward, hasNoInputGradient: spec.Tokens is not null, Values(State));
        LayerForward = [.. StagesOfLayer()];
        LayerBackward = NetworkGradient.Of(LayerForward, hasNoInputGradient: false, Values(Layers));
    }

    /// <summary>What is done with the rows of a sequence.</summary>
    public IReadOnlyList<Stage> Forward { get; }

    /// <summary>The same backward.</summary>
    public IReadOnlyList<Stage> Backward { get; }

    /// <summary>What is done at a layer, that reads the one below.</summary>
    public IReadOnlyList<Stage> LayerForward { get; }

    /// <summary>The same backward.</summary>
    public IReadOnlyList<Stage> LayerBackward { get; }

    /// <summary>The stack of that spec.</summary>
    public static StackNetwork Of(ModelSpec spec) => new(spec);

    /// <summary>What the rows are called.</summary>
    public static string NameOf(int rows) => rows switch
    {
        Input => "input",
        Embedded => "embedded",
        Layers => "layers",
        State => "state",
        HeadInput => "head input",
        _ => "head",
    };

    private Rows Values(int rows) => new(
        RowsKind.Values,
        rows,
        rows switch
        {
            Input or Embedded => _spec.Cell.Input,
            HeadInput => _spec.HeadColumns,
            Head => _spec.OutputSize,
            _ => _spec.Cell.LayerOutput,
        },
        rows == State || (rows is HeadInput or Head && _spec.OneRow));

    private IEnumerable<Stage> Stages()
    {
        int read = Input;
        if (_spec.IsEmbedded)
        {
            read = Embedded;
            yield return new(_spec.Tokens!.Frozen ? RowOperation.Select : RowOperation.Gather, Embedded, Values(Input).All, Values(Embedded).All);
        }

        // A head that reads the input and the state before each step: a row of both.
        var before = _spec.Head is { ReadsInput: true } ? Values(HeadInput).Part(_spec.Cell.Input, _spec.Cell.LayerOutput) : null;
        if (before is not null)
        {
            yield return new(RowOperation.Copy, HeadInput, Values(State).All, before);
            yield return new(RowOperation.Copy, HeadInput, Values(Input).All, Values(HeadInput).Part(0, _spec.Cell.Input));
        }

        yield return new(RowOperation.Run, Layers, Values(read).All, Values(Layers).All);
        int given = Layers;
        if (_spec.Head is { } head)
        {
            given = Head;
            if (before is not null)
            {
                yield return new(RowOperation.Delay, HeadInput, Values(Layers).All, before);
            }
            else if (head.OneRow)
            {
                bool isMean = head.Over == Model.HeadInput.MeanState;
                yield return new(isMean ? RowOperation.Mean : RowOperation.Copy, HeadInput, Values(isMean ? Layers : State).All, Values(HeadInput).All);
            }

            yield return new(RowOperation.Run, Head, Values(before is not null || head.OneRow ? HeadInput : Layers).All, Values(Head).All);
            if (head.LogSoftmax)
            {
                yield return new(RowOperation.LogSoftmax, Head, Values(Head).All, Values(Head).All);
            }
        }

        yield return new(RowOperation.Copy, given, Values(given).All, (Values(given) with { Kind = RowsKind.Output }).All);
    }

    /// <summary>A layer between others; what the last one gives is not dropped.</summary>
    private IEnumerable<Stage> StagesOfLayer()
    {
        yield return new(RowOperation.Run, Layers, Values(Input).All, Values(Layers).All);
        if (_spec.Cell.DropsOutputs)
        {
            yield return new(RowOperation.Drop, Layers, Values(Layers).All, Values(Layers).All);
        }
    }
}
