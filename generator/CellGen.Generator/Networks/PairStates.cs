namespace CellGen.Generator.Networks;

/// <summary>What the states of an encoder and decoder are, as rows.</summary>
/// <param name="Encoder">The number of values of a state of the encoder's last cell; 0 where there is none.</param>
/// <param name="Last">Where in it h of the last layer begins, of each direction.</param>
/// <param name="Decoder">The number of values of a state of the decoder.</param>
/// <param name="IsCopied">Whether the decoder begins with that state, or the context, as it is; else there is a bridge.</param>
internal sealed record PairStates(int Encoder, IReadOnlyList<int> Last, int Decoder, bool IsCopied);
