namespace CellGen.Pictures;

/// <summary>A finished picture.</summary>
/// <param name="svg">The document.</param>
public sealed class Picture(string svg)
{
    /// <summary>The picture as an SVG document.</summary>
    public string Svg => svg;

    /// <summary>Writes the picture to a file, UTF-8, which is replaced where it exists.</summary>
    /// <param name="path">The file, such as gates.svg.</param>
    public void Save(string path) => File.WriteAllText(path, svg);

    /// <summary>The SVG document.</summary>
    public override string ToString() => svg;
}
