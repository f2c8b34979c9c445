namespace CellGen.RoundTrip;

/// <summary>A net of a generated class, whatever the class.</summary>
internal interface INet
{
    /// <summary>Writes the weights under the net's own names.</summary>
    void Save(string path);

    /// <summary>Writes the weights under other names.</summary>
    void Save(string path, WeightNames names);

    /// <summary>Computes output, h_n and c_n of a run from its input, h_0 and c_0.</summary>
    void Forward(Run run);
}
