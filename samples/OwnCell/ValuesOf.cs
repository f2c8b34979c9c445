namespace CellGen.Samples.OwnCell;

/// <summary>The values of a gradient: each generated class has its own type of them.</summary>
public delegate Span<float> ValuesOf<TGradient>(TGradient gradient);
