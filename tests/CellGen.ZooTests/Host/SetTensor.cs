namespace CellGen.ZooTests.Host;

/// <summary>A net's Set.</summary>
internal delegate void SetTensor(string name, ReadOnlySpan<float> values);
