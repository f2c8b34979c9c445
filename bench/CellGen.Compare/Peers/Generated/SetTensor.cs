namespace CellGen.Compare.Peers.Generated;

/// <summary>Set of a generated net: copies a tensor in, in torch's shape.</summary>
internal delegate void SetTensor(string name, ReadOnlySpan<float> values);
