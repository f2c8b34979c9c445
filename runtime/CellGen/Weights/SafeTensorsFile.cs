using System.Diagnostics.CodeAnalysis;

namespace CellGen;

/// <summary>The content of a safetensors file, in memory.</summary>
public sealed class SafeTensorsFile
{
    private readonly Dictionary<string, SafeTensor> _byName;

    internal SafeTensorsFile(IReadOnlyList<SafeTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Tensors = tensors;
        Metadata = metadata;
        _byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>The tensors, in the order in which the header lists them.</summary>
    public IReadOnlyList<SafeTensor> Tensors { get; }

    /// <summary>The strings under __metadata__; empty where the file has none. torch writes {"format": "pt"}.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Finds a tensor by its name (ordinal comparison).</summary>
    /// <param name="name">The name.</param>
    /// <param name="tensor">The tensor, or null where the file has none of that name.</param>
    /// <returns>Whether the file has it.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out SafeTensor? tensor) => _byName.TryGetValue(name, out tensor);
}
