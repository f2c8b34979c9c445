namespace CellGen;

/// <summary>Prefixes of labels, each once: a node is its parent and one more label.</summary>
/// <param name="capacity">The most nodes, the root among them.</param>
internal sealed class PrefixTree(int capacity)
{
    /// <summary>The prefix of no labels.</summary>
    public const int Root = 0;

    private const int None = -1;

    private readonly int[] _parent = new int[capacity];
    private readonly int[] _label = new int[capacity];
    private readonly int[] _firstChild = new int[capacity];
    private readonly int[] _sibling = new int[capacity];
    private int _count;

    /// <summary>Leaves the root alone.</summary>
    public void Clear()
    {
        (_parent[Root], _label[Root], _firstChild[Root], _sibling[Root]) = (None, None, None, None);
        _count = 1;
    }

    /// <summary>The last label of a prefix; −1 of the root.</summary>
    public int Label(int node) => _label[node];

    /// <summary>The prefix without its last label.</summary>
    public int Parent(int node) => _parent[node];

    /// <summary>The prefix with one more label, made where there is none yet.</summary>
    public int Child(int node, int label)
    {
        int child = _firstChild[node];
        while (child != None && _label[child] != label)
        {
            child = _sibling[child];
        }

        if (child == None)
        {
            child = _count++;
            (_parent[child], _label[child], _firstChild[child], _sibling[child]) = (node, label, None, _firstChild[node]);
            _firstChild[node] = child;
        }

        return child;
    }

    /// <summary>The number of labels of a prefix.</summary>
    public int Depth(int node)
    {
        int depth = 0;
        for (; node != Root; node = _parent[node])
        {
            depth++;
        }

        return depth;
    }

    /// <summary>Writes the labels of a prefix, as many as its depth.</summary>
    public void CopyLabels(int node, Span<int> labels)
    {
        for (int i = labels.Length - 1; i >= 0; i--, node = _parent[node])
        {
            labels[i] = _label[node];
        }
    }
}
