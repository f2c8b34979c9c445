namespace CellGen.Compare.Peers.Generated;

/// <summary>Get of a generated gradient: copies a tensor out, in torch's shape.</summary>
internal delegate void GetTensor(string name, Span<float> destination);
