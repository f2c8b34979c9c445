namespace CellGen.NumericTests.Host;

/// <summary>A box around the State struct of a generated net.</summary>
public interface INetState
{
    /// <summary>The hidden state of a layer and direction.</summary>
    Span<float> Hidden(int layer, int direction);

    /// <summary>The cell state of a layer and direction; the net is an LSTM.</summary>
    Span<float> Cell(int layer, int direction);

    /// <summary>A copy of the struct in a box of its own.</summary>
    INetState Copy();
}
